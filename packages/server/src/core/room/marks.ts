// How far people have read, on its way to the store: noted at once, written for all together at most once a second.
import type { IdentityId, RoomId } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Mark, RoomStore } from "../ports/room-store.ts";

const TOGETHER_MS = 1_000;
/** Noted at once, over all people. */
const MOST = 50_000;

type Noted = Map<IdentityId, Map<RoomId, number>>;

export class Marks {
  readonly #store: Pick<RoomStore, "mark">;
  readonly #onError: (error: unknown, doing: string) => void;
  #noted: Noted = new Map();
  /** What is being written. */
  #under: Noted = new Map();
  /** How many are noted, and being written. */
  #size = 0;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    store: Pick<RoomStore, "mark">,
    onError: (error: unknown, doing: string) => void,
  ) {
    this.#store = store;
    this.#onError = onError;
  }

  /** The first one is written at once. @throws ChatError `unavailable` while too many wait for the store */
  note({ identity, room, seq }: Mark): void {
    const isNew = this.#noted.get(identity)?.has(room) !== true;
    if (isNew && this.#size >= MOST)
      throw new ChatError(
        "unavailable",
        "This cannot be noted now. Send it again later.",
      );
    this.#set(identity, room, seq);
    if (this.#timer === undefined) this.#begin();
  }

  /** What is noted of someone, and not written yet; 0 for nothing. */
  noted(room: RoomId, identity: IdentityId): number {
    return Math.max(
      this.#noted.get(identity)?.get(room) ?? 0,
      this.#under.get(identity)?.get(room) ?? 0,
    );
  }

  /** Resolves when all that is noted of someone is written. @throws ChatError `unavailable` */
  async written(identity: IdentityId): Promise<void> {
    if (this.#under.has(identity)) await this.#writing?.catch(() => undefined);
    if (this.#noted.has(identity)) await this.#write();
  }

  /** Writes what is left. To be called when nothing is noted any more. Never rejects. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing?.catch(() => undefined);
    try {
      if (this.#size > 0) await this.#write();
    } catch (error) {
      this.#onError(error, "noting what was read, for the last time");
    }
  }

  #set(identity: IdentityId, room: RoomId, seq: number): void {
    const rooms = this.#noted.get(identity) ?? new Map<RoomId, number>();
    const had = rooms.get(room);
    if (had === undefined) this.#size++;
    this.#noted.set(identity, rooms.set(room, Math.max(had ?? 0, seq)));
  }

  /** Nobody waits for it: what could not be written is tried again a second later. */
  #begin(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#noted.size > 0) this.#begin();
    }, TOGETHER_MS).unref();
    this.#write().catch((error: unknown) => {
      if (!(error instanceof ChatError) || error.code !== "unavailable")
        this.#onError(error, "noting what was read");
    });
  }

  /** One at a time; what is noted meanwhile goes with the next. */
  #write(): Promise<void> {
    if (this.#writing === undefined)
      return (this.#writing = this.#writeNoted().finally(
        () => (this.#writing = undefined),
      ));
    return (this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#write();
      }));
  }

  async #writeNoted(): Promise<void> {
    const under = this.#noted;
    this.#noted = new Map();
    this.#under = under;
    const marks = marksOf(under);
    try {
      await this.#store.mark(marks);
      this.#size -= marks.length;
    } catch (error) {
      this.#size -= marks.length;
      for (const { identity, room, seq } of marks)
        this.#set(identity, room, seq);
      throw error;
    } finally {
      this.#under = new Map();
    }
  }
}

function marksOf(noted: Noted): Mark[] {
  return [...noted].flatMap(([identity, rooms]) =>
    [...rooms].map(([room, seq]) => ({ identity, room, seq })),
  );
}
