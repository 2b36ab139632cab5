// What the load must know of a server: how to enter a room, how to say, how to recognise what comes back.
import type { Connection } from "./connection.ts";

export const kinds = {
  /** Something said by anyone in the room, the author included. */
  delivery: 0,
  /** The author's answer that a say is kept. */
  acknowledged: 1,
  /** A request was refused. */
  refused: 2,
  /** Nothing that the load counts. */
  other: 3,
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];

export interface Driver {
  /** The path of the handshake. */
  path(room: string): string;
  readonly subprotocol?: string;
  /** Resolves when the connection is in the room, with what says call the room. */
  enter(connection: Connection, name: string, room: string): Promise<string>;
  /** The payload of a say. `number` is its own for this connection. */
  say(room: string, number: number, text: string): string;
  /** What a text frame is, from its first bytes if possible. */
  kindOf(bytes: Buffer, start: number, end: number): Kind;
  /** Where the text of a delivery begins, or -1. */
  textAt(bytes: Buffer, start: number): number;
  /** Where the digits of a delivery's place in the room begin, for servers that number them. */
  seqAt?(bytes: Buffer, start: number): number;
  /** Answers a heartbeat that comes as a text frame. */
  answer?(connection: Connection, bytes: Buffer, start: number): void;
}

/** The decimal number that begins at `at`. */
export function numberAt(bytes: Buffer, at: number): number {
  let value = 0;
  for (let i = at; ; i++) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
