// The fields that verbs and events share, each with its bounds.
// Bounds here keep frames sane; the rules of names and texts are the server's and are answered with their own codes.
import Type from "typebox";

export const Name = Type.String({
  minLength: 1,
  maxLength: 256,
  description: "A name of 1 to 32 characters, shown as it is.",
});

export const RoomRef = Type.String({
  minLength: 1,
  maxLength: 512,
  description: "A room's id (`~` and 10 characters) or its title.",
});

export const RoomId = Type.String({
  description: "A room's id: `~` and 10 characters. Never changes.",
});

export const Title = Type.String({
  description: "The room's title, 1 to 64 characters.",
});

export const IdentityId = Type.String({
  description: "The id of an account or a guest. Never changes.",
});

export const Seq = Type.Integer({
  minimum: 0,
  description:
    "The place of an entry in its room's log: 1, 2, 3 … without gaps. 0 is before the first.",
});

export const At = Type.Integer({
  description:
    "When it was committed: milliseconds since 1970, never going back within a room.",
});

export const Key = Type.String({
  minLength: 1,
  maxLength: 64,
  description:
    "A key of your own for this message. Sent again, it is answered with the first result and nothing is doubled.",
});

export const Epoch = Type.String({
  description:
    "The identity of the log's life. A cursor from another life is refused.",
});

export const Cursor = Type.Object(
  {
    epoch: Type.String({
      maxLength: 64,
      description: "The log's life, as `join` and `history` told it.",
    }),
    seq: Seq,
  },
  {
    description:
      "How far a client has read a room's log: everything up to and including `seq`.",
  },
);

export const Person = Type.Object(
  { id: IdentityId, name: Name },
  { description: "A person, by id and by the name shown now." },
);

export const Access = Type.Enum(["public", "closed", "private", "direct"], {
  description:
    "Who may enter: `public` anyone; `closed` whoever is invited; `private` whoever is invited, and for anyone else it does not exist; `direct` its people only.",
});

export const Topic = Type.String({
  maxLength: 1_000,
  description:
    "What is talked about now: one line of at most 250 characters; empty for none.",
});

export const Description = Type.String({
  maxLength: 8_000,
  description:
    "What the room is for: at most 2,000 characters; empty for none.",
});

export const Archived = Type.Boolean({
  description: "Whether nothing is said there any more; it can be read.",
});

export const Role = Type.Enum(
  ["owner", "admin", "moderator", "member", "guest"],
  {
    description:
      "From the most to the least. `owner` of a room is its master; a `member` has an account, a `guest` has none.",
  },
);

export const Presence = Type.Enum(["online", "away", "offline"], {
  description: "`away`: connected, but not active at any connection.",
});

export const Of = Type.Integer({
  minimum: 1,
  description: "The `seq` of a message (a `said`) in the same room.",
});

export const Reply = Type.Integer({
  minimum: 1,
  description: "The `seq` of the message that this one answers.",
});

export const Mentions = Type.Array(Type.String(), {
  description:
    "Whom it speaks to by `@name`: ids, and `room` for everyone in the room. Found by the server; absent when there are none.",
});

export const Emoji = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "One emoji.",
});

export const Reaction = Type.Object({
  reaction: Emoji,
  count: Type.Integer({ minimum: 1, description: "By how many." }),
  mine: Type.Boolean({ description: "Whether you are among them." }),
});

export const Repeated = Type.Literal(true, {
  description: "The key was seen before: this is the first result.",
});

export const Reason = Type.String({
  maxLength: 1_000,
  description: "Why, for people: at most 200 characters.",
});

export const Minutes = Type.Integer({
  minimum: 1,
  maximum: 5_256_000,
  description: "For how long. Without it, for good.",
});

export const Until = Type.Integer({
  description: "Milliseconds since 1970. Absent: for good.",
});

/** By whom one may not say anything, why, and until when. */
export const Mute = { by: Person, reason: Reason, until: Type.Optional(Until) };

export const Member = Type.Object(
  {
    id: IdentityId,
    name: Name,
    role: Role,
    presence: Presence,
  },
  {
    description: "A member of a room, with its role there, here or not.",
  },
);

export const Scopes = Type.Array(
  Type.Enum(["read", "write", "moderate", "account"]),
  {
    minItems: 1,
    maxItems: 4,
    description: "What a token may be used for; each verb has its scope.",
  },
);

export const OneTimeToken = Type.String({
  minLength: 1,
  maxLength: 256,
  description: "The last part of a one-time link.",
});

export const Most = Type.Integer({
  minimum: 0,
  description: "How many may be in it at once; 0 for as many as like.",
});

export const PersonRef = Type.String({
  minLength: 1,
  maxLength: 256,
  description: "A person's name, as you see it in your rooms, or an id.",
});

export const Password = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: "4 to 256 characters.",
});

export const Text = Type.String({
  description:
    "1 to 4,000 characters (code points), at most 16 KiB. Kept as it is, never as markup.",
});

export const Answer = Type.Enum(["yes", "no", "later"], {
  description: "What one says to an invitation.",
});

export const Unread = Type.Integer({
  minimum: 0,
  description: "How many messages are unread behind it.",
});

export const UnreadMentions = Type.Integer({
  minimum: 0,
  description: "How many of them speak to you; counted up to 1,000.",
});

export const Registration = Type.Enum(["open", "closed"], {
  description:
    "Whether anyone makes an account; when closed, admins of the chat still make them for others.",
});

export const Guests = Type.Enum(["open", "locked"], {
  description: "Whether anyone enters who has no account.",
});
