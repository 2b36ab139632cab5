// What the server sends unasked: entries of a room's log, which are kept, and notices, which are not.
import Type, { type Static } from "typebox";
import {
  Access,
  Answer,
  At,
  IdentityId,
  Most,
  Name,
  Person,
  RoomId,
  Seq,
  Text,
  Title,
} from "./fields.ts";

const SaidKey = Type.String({
  description: "The author's own key for it, if one was sent.",
});

export const Said = Type.Object(
  {
    ev: Type.Literal("said"),
    room: RoomId,
    seq: Seq,
    by: IdentityId,
    name: Name,
    text: Type.String({
      description: "As it was said: text, never markup. May have line ends.",
    }),
    at: At,
    key: Type.Optional(SaidKey),
  },
  {
    description:
      "Someone said something. `by` is the author, `name` what the author was called then.",
  },
);

export const Joined = Type.Object(
  { ev: Type.Literal("joined"), room: RoomId, members: Type.Array(Person) },
  {
    description:
      "These people are in the room now. In a room above 200 members several come in one event.",
  },
);

export const Left = Type.Object(
  { ev: Type.Literal("left"), room: RoomId, members: Type.Array(Person) },
  { description: "These people are in the room no more." },
);

export const Renamed = Type.Object(
  {
    ev: Type.Literal("renamed"),
    room: RoomId,
    id: IdentityId,
    name: Name,
    was: Name,
  },
  { description: "A member has another name from now on." },
);

export const Members = Type.Object(
  {
    ev: Type.Literal("members"),
    room: RoomId,
    count: Type.Integer({
      minimum: 0,
      description: "How many people are in the room now.",
    }),
    members: Type.Optional(Type.Array(Person)),
  },
  {
    description:
      "Who is in the room, afresh: sent when joins and leaves may have been missed. Without `members` the list is too long to send (above 200): ask `members` for it.",
  },
);

export const Master = Type.Object(
  {
    ev: Type.Literal("master"),
    room: RoomId,
    master: Person,
    was: Type.Optional(Person),
  },
  { description: "The room has another master." },
);

export const Changed = Type.Object(
  {
    ev: Type.Literal("changed"),
    room: RoomId,
    by: Person,
    most: Most,
    access: Access,
  },
  {
    description:
      "How many may be in the room at once, or who may enter it, has changed.",
  },
);

export const Invited = Type.Object(
  { ev: Type.Literal("invited"), room: RoomId, title: Title, by: Person },
  { description: "You are invited to a room: join it to accept." },
);

export const Answered = Type.Object(
  {
    ev: Type.Literal("answered"),
    room: RoomId,
    title: Title,
    by: Person,
    answer: Answer,
  },
  { description: "Someone whom you invited has answered." },
);

export const Kicked = Type.Object(
  { ev: Type.Literal("kicked"), room: RoomId, title: Title, by: Person },
  { description: "You are no longer in the room: someone ended it for you." },
);

export const Direct = Type.Object(
  {
    ev: Type.Literal("direct"),
    room: RoomId,
    people: Type.Array(Person, { description: "Its people." }),
  },
  {
    description:
      "A direct conversation of these people is open here: what is said in it follows as `said` events of its room. Say into it like into any room; resume it with `join`.",
  },
);

export const Broadcast = Type.Object(
  { ev: Type.Literal("broadcast"), by: Person, text: Text },
  { description: "Told to everyone in the chat. Not kept." },
);

export const Closing = Type.Object(
  {
    ev: Type.Literal("closing"),
    reason: Type.String({ description: "Why, for people." }),
  },
  {
    description:
      "The server ends this connection after this event. Connect again later.",
  },
);

/** Every event by its name. Entries carry a `seq`; notices do not. */
export const events = {
  said: Said,
  joined: Joined,
  left: Left,
  renamed: Renamed,
  members: Members,
  master: Master,
  changed: Changed,
  invited: Invited,
  answered: Answered,
  kicked: Kicked,
  direct: Direct,
  broadcast: Broadcast,
  closing: Closing,
};

/** Entries: what a log keeps and `history` returns. */
export const AnyEntry = Said;

export type EntryEvent = Static<typeof AnyEntry>;
export type Event = {
  [K in keyof typeof events]: Static<(typeof events)[K]>;
}[keyof typeof events];
