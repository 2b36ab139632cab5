// The client of Koine for browsers and Node: connect, resume, outbox, state.
export { Client } from "./client.ts";
export { KoineError, type LocalCode } from "./errors.ts";
export type { Notice, NoticeEvent } from "./notices.ts";
export type { Bounds, ClientOptions } from "./options.ts";
export type { Saying } from "./outbox.ts";
export type { Kept } from "./pending.ts";
export type { Cancel, Platform, Socket } from "./platform.ts";
export type {
  Access,
  ClientState,
  ConnectionState,
  Lobby,
  Me,
  Member,
  Message,
  Muted,
  PendingChange,
  PendingMessage,
  PendingStatus,
  Person,
  PersonPresence,
  Presence,
  Role,
  RoomEntry,
  RoomState,
} from "./state.ts";
export {
  browserStore,
  memoryStore,
  type Act,
  type Saved,
  type SavedMessage,
  type SavedRoom,
  type Store,
} from "./store.ts";
export type { Whispered } from "./whispers.ts";
