// What a dialect is: how a door encodes entries and notices, and how it converses with one connection.
import type { Chat } from "../core/chat.ts";
import type { Encoder } from "../core/line.ts";
import type { Conversation, Wire } from "../wires/wire.ts";

export interface Dialect extends Encoder {
  /** As `--door` and the logs call it. */
  readonly name: string;
  /** Begins with a new connection. Ends with the conversation's `end`. */
  converse(context: DialectContext, wire: Wire): Conversation;
}

export interface DialectContext {
  readonly chat: Chat;
  /** Told of what is a bug: anything thrown that is no ChatError. */
  readonly onBug: (error: unknown, where: string) => void;
}
