// What carries the packets of one Socket.IO connection, and what it brings them to.
import type { Sink } from "../outbox.ts";
import type { CloseReason, Unreadable } from "../wire.ts";

/** The close code when the client has said that it goes. */
export const CLIENT_ENDED = 1001;

export interface Transport {
  /** Takes what is owed, framed as WebSocket text messages. */
  readonly sink: Sink;
  /** Brings what comes from here on to this receiver; nothing comes before the turn in which it was made has ended. */
  start(receiver: Receiver): void;
  setReading(isReading: boolean): void;
  /** Ends the connection when what was written has been taken. */
  finish(reason: CloseReason): void;
  /** Ends it without waiting. */
  giveUp(): void;
}

export interface Receiver {
  packet(text: string): void;
  refuse(what: Unreadable): void;
  /** The connection is gone. Called once. */
  gone(): void;
}
