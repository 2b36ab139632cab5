// What the server sends unasked: entries of a room's log (entries.ts), which are kept, and notices, which are not.
import Type, { type Static } from "typebox";
import {
  Access,
  Answer,
  Archived,
  Description,
  IdentityId,
  Most,
  Mute,
  Name,
  Person,
  Presence,
  Reason,
  Role,
  RoomId,
  Seq,
  Text,
  Title,
  Unread,
  UnreadMentions,
} from "./fields.ts";
import { endings, type Ending } from "./endings.ts";
import { entries } from "./entries.ts";

export const Joined = Type.Object(
  { ev: Type.Literal("joined"), room: RoomId, members: Type.Array(Person) },
  {
    description:
      "These people are in the room now. In a room above 200 members several come in one event.",
  },
);

export const Left = Type.Object(
  { ev: Type.Literal("left"), room: RoomId, members: Type.Array(Person) },
  {
    description:
      "These people are in the room no more: you yourself, when you left it at another of your connections.",
  },
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
    most: Type.Optional(Most),
    access: Type.Optional(Access),
    description: Type.Optional(Description),
    archived: Type.Optional(Archived),
  },
  {
    description:
      "Something of the room has changed: how many may be in it at once, who may enter it, what it is for, whether it is archived. What is absent is as before.",
  },
);

export const RoleChanged = Type.Object(
  {
    ev: Type.Literal("role"),
    room: Type.Optional(RoomId),
    who: Person,
    role: Role,
    by: Person,
  },
  {
    description:
      "Someone has another role in the room; without `room`, you have another in the whole chat.",
  },
);

export const PresenceChanged = Type.Object(
  {
    ev: Type.Literal("presence"),
    room: RoomId,
    id: IdentityId,
    presence: Presence,
  },
  {
    description:
      "Someone in the room is at the keyboard again, or away. In a direct room also when he comes and goes.",
  },
);

export const Typing = Type.Object(
  { ev: Type.Literal("typing"), room: RoomId, id: IdentityId, name: Name },
  {
    description:
      "Someone is writing: show it for 5 seconds, or until he says something.",
  },
);

export const Read = Type.Object(
  {
    ev: Type.Literal("read"),
    room: RoomId,
    seq: Seq,
    unread: Unread,
    mentions: UnreadMentions,
  },
  {
    description:
      "You have read the room up to here, at another of your connections; so much is unread behind it.",
  },
);

export const Muted = Type.Object(
  {
    ev: Type.Literal("muted"),
    room: Type.Optional(RoomId),
    ...Mute,
  },
  {
    description:
      "You can read, but not say anything: in the room, or without `room` anywhere.",
  },
);

export const Unmuted = Type.Object(
  { ev: Type.Literal("unmuted"), room: Type.Optional(RoomId), by: Person },
  { description: "You can say something again." },
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
  {
    ev: Type.Literal("kicked"),
    room: RoomId,
    title: Title,
    by: Person,
    reason: Type.Optional(Reason),
    until: Type.Optional(
      Type.Integer({
        description: "You may not come back until then; 0: not at all.",
      }),
    ),
  },
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

export const Missed = Type.Object(
  {
    ev: Type.Literal("missed"),
    name: Name,
    account: Type.Boolean({ description: "Whether you are an account." }),
    role: Role,
    muted: Type.Optional(
      Type.Object(Mute, {
        description: "You can read, but not say anything anywhere.",
      }),
    ),
  },
  {
    description:
      "While your connection took too long, notices went by and were not kept: what was told to you, and what changed about rooms. This is who you are now, as `hello` tells it. Ask `memberships` for the rooms and what is unread in each, and `join` those you are in, with `since`, for the rest. Entries were not missed.",
  },
);

export const Closing = Type.Object(
  {
    ev: Type.Literal("closing"),
    code: Type.Enum(Object.keys(endings) as [Ending, ...Ending[]], {
      description: "Why, for programs.",
    }),
    reason: Type.String({ description: "Why, for people." }),
  },
  {
    description: "The server ends this connection after this event.",
  },
);

/** Every event by its name. Entries carry a `seq`; notices do not. */
export const events = {
  ...entries,
  joined: Joined,
  left: Left,
  renamed: Renamed,
  members: Members,
  presence: PresenceChanged,
  typing: Typing,
  master: Master,
  role: RoleChanged,
  changed: Changed,
  invited: Invited,
  answered: Answered,
  kicked: Kicked,
  muted: Muted,
  unmuted: Unmuted,
  read: Read,
  direct: Direct,
  broadcast: Broadcast,
  missed: Missed,
  closing: Closing,
};

export type Event = {
  [K in keyof typeof events]: Static<(typeof events)[K]>;
}[keyof typeof events];
