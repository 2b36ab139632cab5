// The connections that are open at all doors: what the server as a whole does to them goes through here.
import type { Chat } from "../core/chat.ts";
import { ChatError } from "../core/errors.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { CloseReason, Conversation, Wire } from "../wires/wire.ts";

/** A wire as the doors know it. */
export interface DoorWire extends Wire {
  /** When the last complete request came, or else the connection, by performance.now(). */
  readonly lastAsked: number;
  /** Since when it lags, by performance.now(); undefined when it does not. */
  readonly laggingSince: number | undefined;
  /** `gone` is called when the connection is. From here on frames go to this conversation. */
  start(conversation: Conversation, gone: () => void): void;
  /** Ends it without waiting. */
  giveUp(): void;
}

export interface ConnectionsParts {
  readonly chat: Pick<Chat, "tally" | "addresses">;
  /** A connection that asks for nothing for so long is ended; 0 for never. */
  readonly idleSeconds: number;
}

/** One connection that is open and has not been told to go. */
export interface Connection {
  readonly wire: DoorWire;
  readonly conversation: Conversation;
}

const IDLE_LOOK_MS = 1_000;

export class Connections {
  readonly #chat: ConnectionsParts["chat"];
  /** Newcomers are refused. */
  isFull = false;
  readonly #open = new Set<Connection>();
  /** Told to go, and not gone yet. */
  readonly #going = new Set<Connection>();
  readonly #idleTimer: NodeJS.Timeout | undefined;
  #isEmpty: (() => void) | undefined;
  #closing: CloseReason | undefined;

  constructor({ chat, idleSeconds }: ConnectionsParts) {
    this.#chat = chat;
    if (idleSeconds > 0)
      this.#idleTimer = setInterval(
        () => this.closeIdle(performance.now(), idleSeconds * 1_000),
        IDLE_LOOK_MS,
      ).unref();
  }

  /** Those that have not been told to go. */
  get open(): ReadonlySet<Connection> {
    return this.#open;
  }

  /**
   * Counts the connection of an address until the returned function is called.
   * @throws ChatError `too_many`, and `unavailable` while the server is full
   */
  admit(address: string): () => void {
    if (this.isFull)
      throw new ChatError(
        "unavailable",
        "The server is short of memory. Come back in a minute.",
      );
    return this.#chat.addresses.connect(address);
  }

  /** Lets a dialect converse over a wire. */
  start(dialect: Dialect, wire: DoorWire): void {
    const { tally } = this.#chat;
    tally.connections++;
    const conversation = dialect.converse(wire);
    const connection = { wire, conversation };
    this.#open.add(connection);
    wire.start(conversation, () => {
      this.#open.delete(connection);
      this.#going.delete(connection);
      tally.connections--;
      if (this.#open.size + this.#going.size === 0) this.#isEmpty?.();
    });
    if (this.#closing !== undefined) this.end(connection, this.#closing);
  }

  /** Tells the client why, in its dialect's form, and ends the connection. */
  end(connection: Connection, reason: CloseReason): void {
    if (!this.#open.delete(connection)) return;
    this.#going.add(connection);
    connection.conversation.close(reason);
  }

  /** Ends those that have asked for nothing for longer than `idleMs` at `now`, by performance.now(). */
  closeIdle(now: number, idleMs: number): void {
    const text = `idle for ${Math.round(idleMs / 1_000)} seconds`;
    for (const connection of this.#open)
      if (now - connection.wire.lastAsked > idleMs)
        this.end(connection, { code: 1000, text });
  }

  /** Tells every client, ends every connection, and waits until they are gone, at most `patience` milliseconds. */
  async close(reason: string, patience: number): Promise<void> {
    clearInterval(this.#idleTimer);
    this.#closing = { code: 1012, text: reason };
    for (const connection of this.#open) this.end(connection, this.#closing);
    if (this.#going.size === 0) return;
    const empty = new Promise<void>((resolve) => (this.#isEmpty = resolve));
    const timer = setTimeout(() => this.#isEmpty?.(), patience);
    await empty;
    clearTimeout(timer);
    for (const { wire } of this.#going) wire.giveUp();
  }
}
