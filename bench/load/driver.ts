// What the load must know of a server: how to enter a room, how to say, how to recognise what comes back.
import { Connection } from "./connection.ts";

export const kinds = {
  /** Something said by anyone in the room. */
  delivery: 0,
  /** The author's answer that a say is kept. */
  acknowledged: 1,
  /** A request was refused. */
  refused: 2,
  /** Nothing that the load counts. */
  other: 3,
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];

/** A member on the way in. */
export interface Coming {
  readonly port: number;
  /** Letters and digits. */
  readonly name: string;
  readonly room: string;
}

export interface Driver {
  /** The path of the handshake. */
  path(coming: Coming): string | Promise<string>;
  readonly subprotocol?: string;
  /** Resolves when the connection is in the room, or in the only one there is, with what says call the room. */
  enter(connection: Connection, coming: Coming): Promise<string>;
  /** Who in the room is sent what somebody says: everyone, or everyone but the author. */
  readonly dueTo: "all" | "others";
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

/** Resolves when the connection is in the room, with what says call the room. */
export async function come(
  driver: Driver,
  coming: Coming,
): Promise<{ readonly connection: Connection; readonly room: string }> {
  const { subprotocol } = driver;
  const path = await driver.path(coming);
  const { port } = coming;
  const connection = await Connection.open({ port, path, subprotocol });
  return { connection, room: await driver.enter(connection, coming) };
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

/** Where `what` ends in `bytes` from `start` on, or -1. */
export function endOf(what: Buffer, bytes: Buffer, start: number): number {
  const at = bytes.indexOf(what, start);
  return at === -1 ? -1 : at + what.length;
}
