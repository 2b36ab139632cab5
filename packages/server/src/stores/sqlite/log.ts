// The log on SQLite: appends go to the writer, reads to the reader, and what is committed to the tails.
import type {
  Cursor,
  Draft,
  Entry,
  EntryKind,
  RoomId,
} from "../../core/entries.ts";
import type { Appended, LogState, RoomLog } from "../../core/log.ts";
import { Tails } from "../tails.ts";
import type { EntryRow } from "./messages.ts";
import type { Remote } from "./remote.ts";

export class SqliteLog implements RoomLog {
  readonly #writer: Remote;
  readonly #reader: Remote;
  readonly #tails: Tails;

  constructor(writer: Remote, reader: Remote) {
    this.#writer = writer;
    this.#reader = reader;
    this.#tails = new Tails({
      read: (room, from, limit) => this.read(room, from, limit),
      settled: () => writer.idle(),
    });
  }

  append(room: RoomId, draft: Draft): Promise<Appended> {
    const { kind, by, name, text, key } = draft;
    return new Promise((resolve, reject) => {
      const answer = (result: unknown): void => {
        const row = result as EntryRow | readonly [seq: number, at: number];
        if (row.length > 2)
          return resolve({
            entry: fromRow(room, row as EntryRow),
            repeated: true,
          });
        const entry: Entry = {
          room,
          seq: row[0],
          at: row[1],
          kind,
          by,
          name,
          text,
          key,
        };
        this.#tails.committed(entry);
        resolve({ entry, repeated: false });
      };
      this.#writer.askWith(
        ["append", room, kind, by, name, text, key ?? null],
        answer,
        reject,
      );
    });
  }

  async read(
    room: RoomId,
    from: Cursor,
    limit: number,
  ): Promise<readonly Entry[] | "reset"> {
    const rows = await this.#reader.ask<readonly EntryRow[] | "reset">(
      "read",
      room,
      from.epoch,
      from.seq,
      limit,
    );
    return rows === "reset" ? rows : rows.map((row) => fromRow(room, row));
  }

  async page(
    room: RoomId,
    before: number,
    limit: number,
  ): Promise<readonly Entry[]> {
    // Infinity is no number of SQLite's integers.
    const below = Math.min(before, Number.MAX_SAFE_INTEGER);
    const rows = await this.#reader.ask<readonly EntryRow[]>(
      "page",
      room,
      below,
      limit,
    );
    return rows.map((row) => fromRow(room, row));
  }

  async find(
    room: RoomId,
    by: string,
    key: string,
  ): Promise<Entry | undefined> {
    const row = await this.#reader.ask<EntryRow | undefined>(
      "find",
      room,
      by,
      key,
    );
    return row === undefined ? undefined : fromRow(room, row);
  }

  async state(room: RoomId): Promise<LogState> {
    const { epoch, head, first } = await this.#reader.ask<LogState>(
      "state",
      room,
    );
    return { epoch, head, first };
  }

  tail(
    room: RoomId,
    from: Cursor,
    each: (entry: Entry) => void,
  ): { close(): void } {
    return this.#tails.open(room, from, each);
  }

  close(): void {
    this.#tails.closeAll();
  }
}

function fromRow(
  room: RoomId,
  [seq, at, kind, by, name, text, key]: EntryRow,
): Entry {
  return {
    room,
    seq,
    at,
    kind: kind as EntryKind,
    by,
    name,
    text,
    key: key ?? undefined,
  };
}
