// Tells a room who came and went: at once in a small room, together and at most five times a second in a big one, each
// by how it stands then. Nobody is left out: someone may have seen him in a list, or missed him there, in between.
import type { IdentityId, Notice, Person, RoomId } from "./entries.ts";

const TOGETHER_MS = 200;

type Told = Extract<Notice, { kind: "joined" | "left" }>;

export class Comings {
  readonly #room: RoomId;
  readonly #tell: (notice: Told) => void;
  readonly #came = new Map<IdentityId, Person>();
  readonly #went = new Map<IdentityId, Person>();
  #timer: NodeJS.Timeout | undefined;

  constructor(room: RoomId, tell: (notice: Told) => void) {
    this.#room = room;
    this.#tell = tell;
  }

  joined(person: Person, isBig: boolean): void {
    // Who comes back under another name is gone under the old one.
    if (this.#went.get(person.id)?.name === person.name)
      this.#went.delete(person.id);
    this.#came.set(person.id, person);
    this.#schedule(isBig);
  }

  left(person: Person, isBig: boolean): void {
    this.#came.delete(person.id);
    if (!this.#went.has(person.id)) this.#went.set(person.id, person);
    this.#schedule(isBig);
  }

  /** Tells at once what has not been told yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#send("left", this.#went);
    this.#send("joined", this.#came);
  }

  #schedule(isBig: boolean): void {
    if (!isBig) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), TOGETHER_MS);
  }

  #send(kind: "joined" | "left", people: Map<IdentityId, Person>): void {
    if (people.size === 0) return;
    const members = [...people.values()];
    people.clear();
    this.#tell({ kind, room: this.#room, members });
  }
}
