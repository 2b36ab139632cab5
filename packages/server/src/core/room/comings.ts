// Tells a room who came and went: at once in a small room, together and at most five times a second in a big one, each
// by how it stands then. Nobody is left out: someone may have seen him in a list, or missed him there, in between.
import type { Here, IdentityId, Live, Person, RoomId } from "../entries.ts";
import type { RoomNotice } from "../notices.ts";

export const TOGETHER_MS = 200;

type Told = Extract<RoomNotice, { kind: "joined" | "left" }>;

interface Coming {
  readonly person: Person;
  readonly live: Live | undefined;
}

export class Comings {
  readonly #room: RoomId;
  readonly #here: Here;
  readonly #tell: (notice: Told) => void;
  readonly #came = new Map<IdentityId, Coming>();
  readonly #went = new Map<IdentityId, Coming>();
  #timer: NodeJS.Timeout | undefined;

  constructor(room: RoomId, here: Here, tell: (notice: Told) => void) {
    this.#room = room;
    this.#here = here;
    this.#tell = tell;
  }

  joined(person: Person, isBig: boolean, live?: Live): void {
    // Who comes back under another name is gone under the old one.
    if (this.#went.get(person.id)?.person.name === person.name)
      this.#went.delete(person.id);
    this.#came.set(person.id, { person, live });
    this.#schedule(isBig);
  }

  left(person: Person, isBig: boolean, live?: Live): void {
    this.#came.delete(person.id);
    if (!this.#went.has(person.id)) this.#went.set(person.id, { person, live });
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

  #send(kind: "joined" | "left", comings: Map<IdentityId, Coming>): void {
    const [first] = comings.values();
    if (first === undefined) return;
    // What caused several together has no one cause.
    const live = comings.size === 1 ? first.live : undefined;
    const members = [...comings.values()].map(({ person }) => person);
    comings.clear();
    this.#tell({ ...live, kind, room: this.#room, members, here: this.#here });
  }
}
