// The log over the two lines: appends go to the writer, reads to the reader, what was committed to the tails.
import type { ChatError } from "../../core/errors.ts";
import type {
  Cursor,
  Draft,
  Entry,
  IdentityId,
  RoomId,
} from "../../core/entries.ts";
import type {
  Appended,
  LogState,
  Reactor,
  RoomLog,
  Tail,
  Version,
} from "../../core/ports/log.ts";
import { atMost, mostEntries } from "../bounds.ts";
import { keptOf } from "../drafts.ts";
import { liveOf } from "../live.ts";
import { Tails } from "../tails.ts";
import type { Placed, Reads, Writes } from "./calls.ts";
import { moreOf, textOf } from "./draft-columns.ts";
import { entriesOf, pageOf } from "./entry-rows.ts";
import type { Caller, Line } from "./line.ts";

export class SqliteLog implements RoomLog {
  readonly #writing: Line<Writes>;
  readonly #reading: Line<Reads>;
  readonly #tails: Tails;

  constructor(writing: Line<Writes>, reading: Line<Reads>) {
    this.#writing = writing;
    this.#reading = reading;
    this.#tails = new Tails({
      read: (room, from, limit) => this.read(room, from, limit),
      settled: () => writing.settled(),
    });
  }

  append(room: RoomId, draft: Draft): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const { kind, by, name, key = null } = draft;
      const appender = new Appender(room, draft, this.#tails, resolve, reject);
      const text = textOf(draft);
      const more = moreOf(draft);
      const { length } = text;
      const args = [room, kind, by, name, text, key] as const;
      if (more === undefined)
        this.#writing.submit(appender, length, "append", ...args);
      else this.#writing.submit(appender, length, "append", ...args, more);
    });
  }

  async read(
    room: RoomId,
    from: Cursor,
    limit: number,
  ): Promise<readonly Entry[] | "reset"> {
    const most = atMost(limit, mostEntries);
    const found = await this.#reading.call("read", room, from, most);
    return found === "reset" ? found : entriesOf(room, found);
  }

  async page(
    room: RoomId,
    before: number,
    limit: number,
    viewer?: IdentityId,
  ): Promise<readonly Entry[]> {
    const most = atMost(limit, mostEntries);
    const page = await this.#reading.call("page", room, before, most, viewer);
    return pageOf(room, page);
  }

  async at(room: RoomId, seq: number): Promise<Entry | undefined> {
    return entriesOf(room, await this.#reading.call("at", room, seq))[0];
  }

  versions(
    room: RoomId,
    seq: number,
    after: number,
    limit: number,
  ): Promise<readonly Version[]> {
    const most = atMost(limit, mostEntries);
    return this.#reading.call("versions", room, seq, after, most);
  }

  reactors(
    room: RoomId,
    of: number,
    after: number,
    limit: number,
  ): Promise<readonly Reactor[]> {
    const most = atMost(limit, mostEntries);
    return this.#reading.call("reactors", room, of, after, most);
  }

  async find(
    room: RoomId,
    by: IdentityId,
    key: string,
  ): Promise<Entry | undefined> {
    return entriesOf(room, await this.#reading.call("find", room, by, key))[0];
  }

  state(room: RoomId): Promise<LogState> {
    return this.#reading.call("state", room);
  }

  tail(room: RoomId, from: Cursor, each: (entry: Entry) => void): Tail {
    return this.#tails.open(room, from, each);
  }

  closeTails(): void {
    this.#tails.closeAll();
  }
}

/** Waits for the place of one append and makes its entry. */
class Appender implements Caller {
  readonly #room: RoomId;
  readonly #draft: Draft;
  readonly #tails: Tails;
  readonly #resolve: (appended: Appended) => void;
  readonly refused: (error: ChatError) => void;

  constructor(
    room: RoomId,
    draft: Draft,
    tails: Tails,
    resolve: (appended: Appended) => void,
    reject: (error: ChatError) => void,
  ) {
    this.#room = room;
    this.#draft = draft;
    this.#tails = tails;
    this.#resolve = resolve;
    this.refused = reject;
  }

  answered(value: unknown, batchAt: number): void {
    const placed = value as Placed;
    if (typeof placed === "object" && "first" in placed) {
      const [entry] = entriesOf(this.#room, placed.first);
      // The writer found it by its key in this room.
      if (entry !== undefined) this.#resolve({ entry, repeated: true });
      return;
    }
    const place =
      typeof placed === "number" ? { seq: placed, at: batchAt } : placed;
    const kept = keptOf(this.#room, this.#draft, place);
    const entry = { ...kept, ...liveOf(this.#draft) };
    this.#resolve({ entry, repeated: false });
    this.#tails.committed(entry);
  }
}
