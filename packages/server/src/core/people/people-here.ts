// Who is in the chat now, and with which sessions.
import type { IdentityId, Person } from "../entries.ts";
import { Identity, type IdentityParts } from "../identity.ts";
import type { Limits } from "../limits.ts";
import { Paces } from "../pace/paces.ts";
import type { Session } from "../session.ts";

interface Here {
  readonly identity: Identity;
  readonly sessions: Set<Session>;
}

export class PeopleHere {
  readonly #here = new Map<IdentityId, Here>();
  readonly #limits: Limits;
  readonly #paces: Paces;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#paces = new Paces(limits);
  }

  /** In the order of coming. */
  get ids(): ReadonlySet<IdentityId> {
    return new Set(this.#here.keys());
  }

  identity(id: IdentityId): Identity | undefined {
    return this.#here.get(id)?.identity;
  }

  sessionsOf(id: IdentityId): readonly Session[] {
    return [...(this.#here.get(id)?.sessions ?? [])];
  }

  /** Those of everyone. */
  sessions(): readonly Session[] {
    return [...this.#here.values()].flatMap(({ sessions }) => [...sessions]);
  }

  /** In the order of coming. */
  people(): readonly Person[] {
    return [...this.#here.values()].map(({ identity: { id, name } }) => ({
      id,
      name,
    }));
  }

  /** The identity that is here already, or is from now on: a session of it is added in the same turn. */
  come(parts: IdentityParts, now: number): Identity {
    const known = this.identity(parts.id);
    if (known !== undefined) return known;
    const pace = this.#paces.of(parts.id, now);
    this.#paces.came(parts.id);
    const identity = new Identity(parts, this.#limits, pace);
    this.#here.set(parts.id, { identity, sessions: new Set() });
    return identity;
  }

  add(session: Session): void {
    this.#here.get(session.identity.id)?.sessions.add(session);
  }

  /** Before someone comes back. @throws ChatError `rate_limited` when he does so too often */
  paceComing(id: IdentityId, now: number): void {
    const known = this.identity(id)?.pace;
    const pace = known ?? this.#paces.of(id, now);
    try {
      pace.verb(now);
    } finally {
      if (known === undefined) this.#paces.went(id, pace, now);
    }
  }

  /** Forgets what is as good as new. */
  sweep(now: number): void {
    this.#paces.sweep(now);
  }

  /** Whether it was the identity's last. */
  remove(session: Session, now: number): boolean {
    const { id, pace, isPassing } = session.identity;
    const here = this.#here.get(id);
    here?.sessions.delete(session);
    if (here !== undefined && here.sessions.size > 0) return false;
    this.#here.delete(id);
    if (!isPassing) this.#paces.went(id, pace, now);
    return true;
  }
}
