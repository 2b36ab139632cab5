// Who is just coming in. Whoever is read from the store while something of his changes (a role, a password, a token) is
// read again before he enters, so that nobody comes in by what was taken meanwhile.

/** One who is coming in, from before he is read from the store until he has entered or was refused. */
export interface Arrival {
  /** Whether anything of these was changed since the arrival began. */
  isStale(...keys: readonly string[]): boolean;
  end(): void;
}

export class Arrivals {
  #turn = 0;
  /** When each under way began, the oldest first. */
  readonly #underWay = new Set<{ readonly since: number }>();
  /** When each was changed last, the oldest first; no older ones than matter to somebody under way. */
  readonly #touched = new Map<string, number>();

  /** How many changes are remembered. */
  get remembered(): number {
    return this.#touched.size;
  }

  begin(): Arrival {
    const began = { since: this.#turn };
    this.#underWay.add(began);
    return {
      isStale: (...keys) =>
        keys.some((key) => (this.#touched.get(key) ?? 0) > began.since),
      end: () => {
        this.#underWay.delete(began);
        this.#forget();
      },
    };
  }

  /** Something of an identity, or a token, has changed: by the id of either. To be called when it is committed. */
  touch(key: string): void {
    if (this.#underWay.size === 0) return;
    this.#touched.delete(key);
    this.#touched.set(key, ++this.#turn);
  }

  #forget(): void {
    const [oldest] = this.#underWay;
    const before = oldest?.since ?? Infinity;
    for (const [key, turn] of this.#touched) {
      if (turn > before) return;
      this.#touched.delete(key);
    }
  }
}
