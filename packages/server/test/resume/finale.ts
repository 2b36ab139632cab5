// When the cuts are over: everyone comes back, some come who know nothing yet, and what each of them has is written down.
import { expect, vi } from "vitest";
import type { Deed } from "./deed.ts";
import { PlainActor } from "./plain-actor.ts";
import type { Ahead, Line, Seen } from "./plain-room.ts";
import { SdkActor } from "./sdk-actor.ts";
import type { Actor, World } from "./world.ts";

/** What someone has of a room in the end. */
export interface View {
  readonly label: string;
  readonly id: string;
  readonly room: string;
  readonly seen: Seen;
  readonly quoted: readonly Line[];
  readonly ahead: readonly Ahead[];
  /** As the server lists it, and as the SDK shows it, where there is one. */
  readonly listed: Standing;
  readonly shown: Standing | undefined;
}

interface Standing {
  readonly read: number;
  readonly unread: number;
  readonly mentions: number;
}

/** With the same tokens, but no state: one of each person that reads page by page, and two with the SDK. */
export function newcomers(
  world: World,
  actors: readonly Actor[],
): (SdkActor | PlainActor)[] {
  const persons = new Map(
    actors.map(({ person, token }) => [person.name, { ...person, token }]),
  );
  return [...persons.values()].flatMap((person) => {
    const plain = new PlainActor(world, person, "TCP", `${person.name} anew`);
    return person.name === "ann" || person.name === "dan"
      ? [plain, new SdkActor(world, person, `${person.name}'s SDK anew`)]
      : [plain];
  });
}

/** Resolves when everyone knows all of every room. */
export async function reachHeads(actors: readonly Actor[]): Promise<void> {
  const heads = new Map<string, number>();
  const each = actors.flatMap((actor) =>
    actor.person.rooms.map((room) => ({ actor, room })),
  );
  for (const { actor, room } of each) {
    const { cursor } = actor.seen(room);
    heads.set(room, Math.max(cursor, heads.get(room) ?? 0));
  }
  await Promise.all(
    each.map(({ actor, room }) => actor.reach(room, heads.get(room) ?? 0)),
  );
}

/** Resolves when the server knows how far each has read. */
export async function viewsOf(
  actors: readonly (SdkActor | PlainActor)[],
): Promise<View[]> {
  const views: View[] = [];
  for (const actor of actors) {
    const { id, label, person } = actor;
    const asked = actors.find(
      (one) => one instanceof PlainActor && one.person.name === person.name,
    );
    if (!(asked instanceof PlainActor)) throw new Error(`Nobody is ${id}.`);
    for (const room of person.rooms) {
      const { listed, shown } = await vi.waitFor(
        async () => {
          const listed = await asked.standing(room);
          const shown =
            actor instanceof SdkActor ? actor.standing(room) : undefined;
          expect(listed.read, `${label} in ${room}`).toBe(
            shown?.read ?? listed.read,
          );
          return { listed, shown };
        },
        { timeout: 10_000, interval: 50 },
      );
      const seen = actor.seen(room);
      const quoted = actor instanceof SdkActor ? actor.quoted(room) : [];
      const ahead = actor instanceof PlainActor ? actor.ahead(room) : [];
      views.push({ label, id, room, seen, quoted, ahead, listed, shown });
    }
  }
  return views;
}

/** Of messages that are gone there are no versions and no reactions; of others there are all. */
export async function expectAnswers(
  owner: PlainActor,
  room: string,
  deeds: readonly Deed[],
): Promise<void> {
  const { lines } = owner.seen(room);
  const texts = Map.groupBy(
    deeds.filter((deed) => deed.room === room && deed.end.is === "kept"),
    ({ act }) => (act.do === "edit" ? act.seq : undefined),
  );
  for (const line of lines.slice(-40)) {
    if (line.ev !== "said") continue;
    const { seq, gone, reactions = [] } = line;
    const versions = await owner.versions(room, seq);
    const edits = texts.get(seq)?.length ?? 0;
    if (gone) expect(versions).toEqual([]);
    else expect(versions.length).toBeGreaterThan(edits);
    const given = await owner.reactions(room, seq);
    const counts = reactions.map(({ reaction, count }) => [reaction, count]);
    const asked = Map.groupBy(given ?? [], ({ reaction }) => reaction);
    expect(given === undefined).toBe(gone === true);
    if (!gone)
      expect(
        new Map([...asked].map(([one, all]) => [one, all.length])),
      ).toEqual(new Map(counts as [string, number][]));
  }
}
