// When the cuts are over: everyone comes back, some come who know nothing yet, and what each of them has is written down.
import type { Result, VerbName } from "@koine/protocol";
import { expect, vi } from "vitest";
import type { Answers } from "./workings.ts";
import { PlainActor } from "./plain-actor.ts";
import type { Answer } from "./plain-line.ts";
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
  /** What an owner is told of single messages. */
  readonly answers: readonly Answers[];
}

const ASKED_FOR = 60;

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
          const listed = await standingOf(asked, room);
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
      const answers =
        actor instanceof PlainActor && person.isOwner
          ? await answersTo(actor, room)
          : [];
      const told = { listed, shown, answers };
      views.push({ label, id, room, seen, quoted, ahead, ...told });
    }
  }
  return views;
}

async function standingOf(asked: PlainActor, room: string): Promise<Standing> {
  const { rooms } = must(await asked.ask("memberships", {}));
  const standing = rooms.find((one) => one.room === room);
  const { read = 0, unread = 0, mentions = 0 } = standing ?? {};
  return { read, unread, mentions };
}

/** What the server tells of the newest messages when it is asked for each. */
async function answersTo(owner: PlainActor, room: string): Promise<Answers[]> {
  const messages = owner
    .seen(room)
    .lines.filter(({ ev }) => ev === "said")
    .slice(-ASKED_FOR);
  const answers: Answers[] = [];
  for (const { seq } of messages) {
    const { versions } = must(
      await owner.ask("versions", { room, seq, limit: 200 }),
    );
    const given = await owner.ask("reactions", { room, seq });
    const isThere = given !== "cut" && "ok" in given;
    answers.push({
      seq,
      texts: versions.map(({ text }) => text),
      reactions: isThere ? given.ok.reactions : undefined,
    });
  }
  return answers;
}

function must<V extends VerbName>(answer: Answer<V>): Result<V> {
  if (answer === "cut" || "code" in answer)
    throw new Error(`Asked in the end: ${JSON.stringify(answer)}`);
  return answer.ok;
}
