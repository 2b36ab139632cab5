// Who is in a room now, and what each is called there. The room's own part: it tells nobody.
import type { IdentityId, Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import type { Identity } from "../identity.ts";
import { readings, suffixed } from "../people/names.ts";
import type { Presence } from "./presence.ts";
import type { RoomRole } from "../ports/room-store.ts";

export interface Occupant {
  readonly identity: Identity;
  readonly presences: Set<Presence>;
  /** Its own name for this room; without one it is called as everywhere. */
  nick: string | undefined;
  /** What it is called here: the nick or the name, perhaps with a suffix. */
  name: string;
  isHidden: boolean;
  /** As it is kept with the membership; changed by the verbs about roles only. */
  role: RoomRole | undefined;
  /** What he has read up to, as far as it is known here; undefined: only the store knows. */
  read: number | undefined;
}

/** What is known of someone who comes. */
export interface Coming {
  readonly nick: string | undefined;
  readonly isHidden: boolean;
  readonly role?: RoomRole | undefined;
  readonly read?: number | undefined;
}

export class Occupants {
  readonly #byId = new Map<IdentityId, Occupant>();
  readonly #byShown = new Map<string, IdentityId>();
  #hidden = 0;

  get size(): number {
    return this.#byId.size;
  }

  /** How many are in the list. */
  get visible(): number {
    return this.#byId.size - this.#hidden;
  }

  get(id: IdentityId): Occupant | undefined {
    return this.#byId.get(id);
  }

  /** Who is called so here; `folded` as fold() gives it. */
  named(folded: string): Occupant | undefined {
    const id = this.#byShown.get(folded);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** Whether nobody else in the room is called so. */
  isFree(nick: string, identity: IdentityId): boolean {
    return readings(nick).every((reading) => {
      const holder = this.#byShown.get(reading);
      return holder === undefined || holder === identity;
    });
  }

  /** @throws ChatError `name_taken` when someone else in the room is called so. */
  mustBeFree(nick: string, identity: IdentityId): void {
    if (this.isFree(nick, identity)) return;
    throw new ChatError(
      "name_taken",
      `Someone in the room is called "${nick}". Choose another name.`,
    );
  }

  /** @throws ChatError `name_taken` for a nick that someone else in the room has; nothing was changed then. */
  add(identity: Identity, { nick, isHidden, role, read }: Coming): Occupant {
    if (nick !== undefined) this.mustBeFree(nick, identity.id);
    const name = this.#claim(identity, nick ?? identity.name);
    const presences = new Set<Presence>();
    const occupant: Occupant = {
      identity,
      presences,
      nick,
      name,
      isHidden,
      role,
      read,
    };
    this.#byId.set(identity.id, occupant);
    if (isHidden) this.#hidden++;
    return occupant;
  }

  remove(occupant: Occupant): void {
    this.#byId.delete(occupant.identity.id);
    this.#release(occupant);
    if (occupant.isHidden) this.#hidden--;
  }

  /** What it was called before. @throws ChatError `name_taken` as `add` does. */
  call(occupant: Occupant, nick: string | undefined): string {
    const { identity } = occupant;
    if (nick !== undefined) this.mustBeFree(nick, identity.id);
    const was = occupant.name;
    this.#release(occupant);
    occupant.nick = nick;
    occupant.name = this.#claim(identity, nick ?? identity.name);
    return was;
  }

  hide(occupant: Occupant, isHidden: boolean): void {
    if (occupant.isHidden === isHidden) return;
    occupant.isHidden = isHidden;
    this.#hidden += isHidden ? 1 : -1;
  }

  /** Those in the list, in the order of coming, after the one with id `after`, at most `limit`. */
  list(after: IdentityId | undefined, limit: number): Person[] {
    return this.listed(after, limit).map(personOf);
  }

  /** As `list`. */
  listed(after: IdentityId | undefined, limit: number): Occupant[] {
    const found: Occupant[] = [];
    let isFound = after === undefined || !this.#byId.has(after);
    for (const occupant of this.#byId.values()) {
      if (found.length >= limit) break;
      if (!isFound) isFound = occupant.identity.id === after;
      else if (!occupant.isHidden) found.push(occupant);
    }
    return found;
  }

  filter(isSo: (occupant: Occupant) => boolean): Occupant[] {
    return [...this.#byId.values()].filter(isSo);
  }

  /** A name that is someone else's nick here is given with a suffix. */
  #claim(identity: Identity, name: string): string {
    let shown = name;
    for (let n = 1; !this.isFree(shown, identity.id); n++)
      shown = suffixed(name, n);
    for (const reading of readings(shown))
      this.#byShown.set(reading, identity.id);
    return shown;
  }

  #release({ identity, name }: Occupant): void {
    for (const reading of readings(name))
      if (this.#byShown.get(reading) === identity.id)
        this.#byShown.delete(reading);
  }
}

export const personOf = ({ identity, name }: Occupant): Person => ({
  id: identity.id,
  name,
});
