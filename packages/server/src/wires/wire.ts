// What a wire is to a dialect: something that carries frames. Kinds of wires differ only below this line.
import type { Frame } from "../lib/frame.ts";

/** How a connection came about. */
export interface Opened {
  /** The client's IP address, and its port (0 where it is not known). */
  readonly address: string;
  readonly port: number;
  /** The path and query of the request that opened it; "" where there are none. */
  readonly path: string;
  /** The session token of the request's cookie, if it brought one and this door reads cookies. */
  readonly cookieToken?: string | undefined;
  /** The protocol within the wire, where there are several: Socket.IO's "0.9" or "4". */
  readonly protocol?: string | undefined;
}

/** Why a connection is ended; wires that have a form for it tell the client. */
export interface CloseReason {
  /** A WebSocket close code (RFC 6455, section 7.4). */
  readonly code: 1000 | 1001 | 1003 | 1007 | 1008 | 1009 | 1011 | 1012 | 1013;
  /** What is longer than 123 bytes is cut where it goes into a close frame. */
  readonly text: string;
}

export interface Wire {
  readonly opened: Opened;
  /**
   * Never blocks and never throws, also when the connection is gone. What can wait is written within `UNHURRIED_MS`,
   * with whatever else is owed by then.
   */
  send(frame: Frame, canWait?: boolean): void;
  /** As `send`, for a frame that goes to this connection alone: an answer. */
  sendAlone(frame: Frame): void;
  /** Resolves when everything sent so far has been handed to the operating system, or the connection is gone. */
  drained(): Promise<void>;
  /** A write was not taken at once and has not drained yet. */
  readonly isLagging: boolean;
  /** Called when a write was not taken at once. Until it has drained nothing is read from the connection. */
  onLag: (() => void) | undefined;
  /** Sends what is owed, then ends the connection. */
  close(reason: CloseReason): void;
}

/** What could not be read as a frame. `malformed` is cut wrongly: nothing after it can be read either. */
export type Unreadable = "binary" | "not_utf8" | "too_large" | "malformed";

/** What a wire speaks to: the dialect's side of one connection. */
export interface Conversation {
  /** Resolves when the frame has been dealt with; how many are under way at once is the wire's to bound. Never rejects. */
  receive(frame: string): Promise<void>;
  refuse(what: Unreadable): void;
  /** The server ends the connection (its own end, idleness, memory): tells the client in its form, and closes the wire. */
  close(reason: CloseReason): void;
  /** The connection is gone. Called once. */
  end(): void;
}
