// Who in a room hears what happens: those who are live are sent it as it comes, by encoder, so that each dialect makes a
// frame once; those who are behind read on by themselves and are only noted to have missed a notice.
import type { Encoded } from "./encoded.ts";
import type { IdentityId, Place } from "../entries.ts";
import type { RoomNotice } from "../notices.ts";
import type { Encoder } from "../line.ts";
import type { Presence } from "./presence.ts";

export class Audience {
  readonly #place: Place;
  readonly #live = new Map<Encoder, Set<Presence>>();
  readonly #behind = new Set<Presence>();

  constructor(place: Place) {
    this.#place = place;
  }

  get isAnyBehind(): boolean {
    return this.#behind.size > 0;
  }

  /** It begins behind. */
  add(presence: Presence): void {
    this.#behind.add(presence);
  }

  remove(presence: Presence): void {
    this.#behind.delete(presence);
    this.#removeLive(presence);
  }

  setLive(presence: Presence, isLive: boolean): void {
    const { encoder } = presence.ear;
    if (isLive) {
      let live = this.#live.get(encoder);
      if (live === undefined) this.#live.set(encoder, (live = new Set()));
      this.#behind.delete(presence);
      live.add(presence);
    } else if (this.#removeLive(presence)) {
      this.#behind.add(presence);
    }
  }

  /** What nobody here is shown is not encoded. Whether it was live. */
  #removeLive(presence: Presence): boolean {
    const { encoder } = presence.ear;
    const live = this.#live.get(encoder);
    if (live?.delete(presence) !== true) return false;
    if (live.size === 0) this.#live.delete(encoder);
    return true;
  }

  /** Sends an entry to whoever is live. To how many. */
  deliver(encoded: Encoded, canWait: boolean): number {
    const { entry } = encoded;
    let deliveries = 0;
    for (const [encoder, live] of this.#live) {
      const frame = encoded.frame(encoder);
      if (frame === null) continue;
      deliveries += live.size;
      const spared = encoder.spares?.(entry, this.#place)
        ? entry.origin
        : undefined;
      for (const presence of live)
        if (spared === undefined || presence.session !== spared)
          presence.ear.line.send(frame, canWait);
    }
    return deliveries;
  }

  tell(notice: RoomNotice, canWait: boolean): void {
    const { origin } = notice;
    const own = ofOne(notice);
    for (const [encoder, live] of this.#live) {
      const frame = encoder.encode(notice, this.#place);
      if (frame === null) continue;
      const spared = encoder.spares?.(notice, this.#place) ? origin : undefined;
      for (const { session, identity, ear } of live)
        if (identity.id !== own && (!spared || session !== spared))
          ear.line.send(frame, canWait);
    }
    if (isPassing(notice)) return;
    const isFact = isOfTheRoom(notice);
    for (const presence of this.#behind) {
      if (presence.identity.id !== own) presence.hasMissed = true;
      // Whoever has changed it is answered.
      if (isFact && presence.session !== origin) presence.hasMissedFact = true;
    }
  }
}

/**
 * Whoever comes or goes knows it by his answers, and is not told: he may be back already when the others hear that he
 * went. And so does whoever is writing, at his other sessions too.
 */
function ofOne(notice: RoomNotice): IdentityId | undefined {
  if (notice.kind === "typing") return notice.id;
  const isComing = notice.kind === "joined" || notice.kind === "left";
  return isComing && notice.members.length === 1
    ? notice.members[0]?.id
    : undefined;
}

/** What the room is like, or someone in it may do: the members afresh do not tell of it. */
function isOfTheRoom({ kind }: RoomNotice): boolean {
  return (
    kind === "master" ||
    kind === "role" ||
    kind === "described" ||
    kind === "bounded"
  );
}

/** What is over when it has been missed: nothing is sent in its place. */
function isPassing({ kind }: RoomNotice): boolean {
  return kind === "typing" || kind === "passed";
}
