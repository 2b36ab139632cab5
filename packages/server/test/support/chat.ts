// The core of a chat over a store, without doors, and people in it. For tests of the core.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import { Chat } from "../../src/core/chat.ts";
import type { Entry, EntryOf } from "../../src/core/entries.ts";
import { ChatError, type ErrorCode } from "../../src/core/errors.ts";
import type { Hashing } from "../../src/core/ports/hashing.ts";
import { defaultLimits, type Limits } from "../../src/core/limits.ts";
import type { Session } from "../../src/core/session.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { Tally } from "../../src/core/tally.ts";
import { hello, type Hello } from "../../src/core/verbs/hello.ts";
import { join, type Join } from "../../src/core/verbs/join.ts";
import { leave } from "../../src/core/verbs/leave.ts";
import { rename } from "../../src/core/verbs/rename.ts";
import { say } from "../../src/core/verbs/say.ts";
import { openStore } from "../../src/stores/registry.ts";
import { FakeLine, kept, plain } from "./fake-line.ts";
import { slowly } from "./slow-store.ts";

export interface ChatOptions {
  readonly limits?: Partial<Limits>;
  /** Wraps the store; without it, one that takes a turn of the event loop for each batch of calls. */
  readonly wrap?: (store: Store) => Store;
  /** `memory:` without it. */
  readonly store?: "memory:" | "sqlite:";
  readonly broadcastKey?: string;
  /** There from the beginning, beside the lobby. */
  readonly rooms?: readonly string[];
}

/** Not slow, and no secret: for tests of what is done with passwords. */
const hashing: Hashing = {
  hash: (password) => Promise.resolve(`hash of ${password}`),
  verify: (hash, password) => Promise.resolve(hash === `hash of ${password}`),
};

/** Someone in the chat, with one session. */
export class Someone {
  readonly chat: Chat;
  readonly line: FakeLine;
  readonly session: Session;
  readonly token: string;

  constructor(chat: Chat, line: FakeLine, session: Session, token: string) {
    this.chat = chat;
    this.line = line;
    this.session = session;
    this.token = token;
  }

  get id(): string {
    return this.session.identity.id;
  }

  get name(): string {
    return this.session.identity.name;
  }

  join(room: string, more: Omit<Join, "room"> = {}) {
    return join(this.chat, this.session, { room, ...more });
  }

  leave(room: string) {
    return leave(this.chat, this.session, room);
  }

  /** The entry as it is kept. */
  async say(room: string, text: string, key?: string) {
    const { entry, repeated } = await say(this.chat, this.session, {
      room,
      text,
      key,
    });
    return { entry: kept(saidOf(entry)), repeated };
  }

  rename(name: string) {
    return rename(this.chat, this.session, name);
  }

  /** The connection goes. */
  end() {
    return this.chat.end(this.session);
  }

  async again(): Promise<Someone> {
    return enter(this.chat, { token: this.token });
  }
}

/** A chat on a store of its own; closed at the end of the test, which fails when there was a bug. */
export async function openChat(options: ChatOptions = {}) {
  const tally = new Tally();
  const url = options.store ?? "memory:";
  const data = mkdtempSync(path.join(tmpdir(), "koine-core-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const inner = await openStore(url, {
    data,
    durability: "normal",
    observer: tally,
  });
  const wrap = options.wrap ?? (url === "memory:" ? slowly : undefined);
  const store = wrap === undefined ? inner : wrap(inner);
  const bugs: unknown[] = [];
  const clock = { now: Date.now() };
  const chat = await Chat.open({
    store,
    hashing,
    broadcastKey: options.broadcastKey,
    rooms: options.rooms ?? [],
    limits: { ...defaultLimits, roomsMadePerHour: 1_000, ...options.limits },
    tally,
    now: () => clock.now,
    onError: (error) => bugs.push(error),
  });
  onTestFinished(async () => {
    await chat.close();
    await store[Symbol.asyncDispose]();
    expect(bugs).toEqual([]);
    expect([tally.sessions, tally.lagging, tally.openRooms]).toEqual([0, 0, 0]);
  });
  return {
    chat,
    store,
    tally,
    clock,
    /** What the chat told of where nobody waited for an answer; whoever expects it takes it out. */
    bugs,
    /** New guests, in the rooms named. */
    async guests(names: readonly string[], ...rooms: readonly string[]) {
      const people: Someone[] = [];
      for (const name of names) {
        const person = await enter(chat, { name });
        for (const room of rooms) await person.join(room);
        people.push(person);
      }
      return people as [Someone, Someone, Someone, Someone];
    },
  };
}

export async function enter(
  chat: Chat,
  params: Hello,
  address = "127.0.0.1",
): Promise<Someone> {
  const line = new FakeLine();
  const visitor = { address, ear: { line, encoder: plain } };
  const { session, token } = await hello(chat, params, visitor);
  return new Someone(chat, line, session, token ?? params.token ?? "");
}

/** The message; a test that has another entry fails. */
export function saidOf(entry: Entry | undefined): EntryOf<"said"> {
  if (entry?.kind !== "said") throw new Error(`${entry?.kind} is no said.`);
  return entry;
}

/** The code that it is refused with; undefined when it is not. */
export async function codeOf(
  verb: Promise<unknown>,
): Promise<ErrorCode | undefined> {
  try {
    await verb;
    return undefined;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

/** So many turns of the event loop, in which everything that can happen by itself does. */
export async function turns(count = 20): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise(setImmediate);
}

export const upTo = (count: number, from = 1): number[] =>
  Array.from({ length: Math.max(0, count - from + 1) }, (_, n) => n + from);
