// The connections that are open at all doors, so that the end of the server can be told to each.
import type { Chat } from "../core/chat.ts";
import type { Notice } from "../core/entries.ts";
import type { Dialect, DialectContext } from "../dialects/dialect.ts";
import type { Conversation, Wire } from "../wires/wire.ts";

interface Startable extends Wire {
  start(conversation: Conversation, gone: () => void): void;
  /** Ends it without waiting. */
  giveUp(): void;
}

interface Open {
  readonly wire: Startable;
  readonly dialect: Dialect;
}

export class Connections {
  readonly #context: DialectContext;
  readonly #open = new Set<Open>();
  #isEmpty: (() => void) | undefined;
  #closing: string | undefined;

  constructor(context: DialectContext) {
    this.#context = context;
  }

  get chat(): Chat {
    return this.#context.chat;
  }

  /** Lets a dialect converse over a wire. */
  start(dialect: Dialect, wire: Startable): void {
    const open: Open = { wire, dialect };
    this.#open.add(open);
    const { tally } = this.chat;
    tally.connections++;
    const conversation = dialect.converse(this.#context, wire);
    const gone = (): void => {
      this.#open.delete(open);
      tally.connections--;
      if (this.#open.size === 0) this.#isEmpty?.();
    };
    wire.start(conversation, gone);
    if (this.#closing !== undefined) this.#end(open, this.#closing);
  }

  /** Tells every client, ends every connection, and waits until they are gone, at most `patience` milliseconds. */
  async close(reason: string, patience: number): Promise<void> {
    this.#closing = reason;
    for (const open of this.#open) this.#end(open, reason);
    if (this.#open.size === 0) return;
    const empty = new Promise<void>((resolve) => (this.#isEmpty = resolve));
    const timer = setTimeout(() => this.#isEmpty?.(), patience);
    await empty;
    clearTimeout(timer);
    for (const { wire } of this.#open) wire.giveUp();
  }

  #end({ wire, dialect }: Open, reason: string): void {
    const notice: Notice = { kind: "closing", reason };
    const frame = dialect.encode(notice);
    if (frame !== null) wire.send(frame);
    wire.close({ code: 1012, text: reason });
  }
}
