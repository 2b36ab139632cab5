// Tells a room who is at the keyboard and who is away: at once in a small room, together and at most five times a second
// in a big one, each by how he is then.
import { TOGETHER_MS } from "./comings.ts";
import type { IdentityId, PresenceKind } from "../entries.ts";

export class Stirrings {
  readonly #tell: (id: IdentityId, presence: PresenceKind) => void;
  readonly #held = new Map<IdentityId, PresenceKind>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (id: IdentityId, presence: PresenceKind) => void) {
    this.#tell = tell;
  }

  stirred(id: IdentityId, presence: PresenceKind, isBig: boolean): void {
    this.#held.set(id, presence);
    if (!isBig) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), TOGETHER_MS);
  }

  /** Who has gone is told of by another notice. */
  forget(id: IdentityId): void {
    this.#held.delete(id);
  }

  /** Tells at once what has not been told yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = [...this.#held];
    this.#held.clear();
    for (const [id, presence] of held) this.#tell(id, presence);
  }
}
