// Entries: what a room's log keeps, `history` returns and events bring.
import Type, { type Static } from "typebox";
import {
  At,
  Emoji,
  IdentityId,
  Mentions,
  Name,
  Of,
  Reaction,
  Reply,
  RoomId,
  Seq,
  Title,
  Topic,
} from "./fields.ts";

const OwnKey = Type.String({
  description: "The author's own key for it, if one was sent.",
});

const Said = Type.Object(
  {
    ev: Type.Literal("said"),
    room: RoomId,
    seq: Seq,
    by: IdentityId,
    name: Name,
    text: Type.String({
      description:
        "As it is now: text, never markup. May have line ends. Empty when it is gone.",
    }),
    at: At,
    key: Type.Optional(OwnKey),
    reply: Type.Optional(Reply),
    mentions: Type.Optional(Mentions),
    edited: Type.Optional(
      Type.Integer({
        description: "The `seq` of its newest edit, if there is one.",
      }),
    ),
    gone: Type.Optional(Type.Literal(true, { description: "It was deleted." })),
    reactions: Type.Optional(
      Type.Array(Reaction, {
        description:
          "In pages (`history`, `join` with `last`) only, when there are any.",
      }),
    ),
  },
  {
    description:
      "Someone said something. `by` is the author, `name` what the author was called then. Read later, it is as it is then: edited, or gone.",
  },
);

/** What every entry about a message has. */
const about = {
  room: RoomId,
  seq: Seq,
  of: Of,
  by: IdentityId,
  name: Name,
  at: At,
  key: Type.Optional(OwnKey),
};

const Edited = Type.Object(
  {
    ev: Type.Literal("edited"),
    ...about,
    text: Type.String({ description: "What the message is from now on." }),
    mentions: Type.Optional(Mentions),
    gone: Type.Optional(
      Type.Literal(true, {
        description: "The message was deleted meanwhile; the text is empty.",
      }),
    ),
  },
  {
    description:
      "The author has corrected a message. Read later, it has the newest text.",
  },
);

const Deleted = Type.Object(
  { ev: Type.Literal("deleted"), ...about },
  {
    description:
      "A message is gone, with its edits and reactions: forget its text. `by` is who deleted it.",
  },
);

const Reacted = Type.Object(
  {
    ev: Type.Literal("reacted"),
    ...about,
    reaction: Emoji,
    on: Type.Boolean({ description: "False: taken back." }),
    count: Type.Integer({
      minimum: 0,
      description:
        "How many have given it now. Take it over as it is: of several the last counts.",
    }),
  },
  { description: "Someone reacted to a message, or took it back." },
);

const TopicSet = Type.Object(
  {
    ev: Type.Literal("topic"),
    room: RoomId,
    seq: Seq,
    by: IdentityId,
    name: Name,
    text: Topic,
    at: At,
    key: Type.Optional(OwnKey),
  },
  { description: "The room has another topic." },
);

const Titled = Type.Object(
  {
    ev: Type.Literal("titled"),
    room: RoomId,
    seq: Seq,
    by: IdentityId,
    name: Name,
    text: Title,
    at: At,
    key: Type.Optional(OwnKey),
  },
  { description: "The room has another title; its id stays." },
);

/** Every entry by its name. */
export const entries = {
  said: Said,
  edited: Edited,
  deleted: Deleted,
  reacted: Reacted,
  topic: TopicSet,
  titled: Titled,
};

export const AnyEntry = Type.Union([
  Said,
  Edited,
  Deleted,
  Reacted,
  TopicSet,
  Titled,
]);

export type EntryEvent = {
  [K in keyof typeof entries]: Static<(typeof entries)[K]>;
}[keyof typeof entries];
export type SaidEvent = Static<typeof Said>;
