// Runs the lines of the table through a door, each on a stage that nobody has changed; and looks whether what was refused
// has changed anything.
import { verbs } from "@koine/protocol";
import type { Cast, Person } from "./cast.ts";
import * as chats from "./chat-stages.ts";
import { deeds, type Asking } from "./deeds.ts";
import type { Door } from "./doors.ts";
import { columns, deedOf, rowsOf, type Row } from "./read-table.ts";
import * as rooms from "./room-stages.ts";
import type { Build, Stage } from "./stage.ts";
import { circumstances, type Circumstance } from "./table.ts";

const builds: Readonly<Record<string, Build>> = {
  public: rooms.room("public"),
  closed: rooms.room("closed"),
  private: rooms.room("private"),
  direct: chats.direct,
  lobby: chats.lobby,
  archived: rooms.archived,
  muted: rooms.muted,
  "muted anywhere": rooms.mutedAnywhere,
  "over a public room": rooms.over("public"),
  "over a closed room": rooms.over("closed"),
  "over a private room": rooms.over("private"),
  "over a direct room": chats.overDirect,
  "invited over a private room": rooms.within,
  chat: chats.chat,
  locked: chats.locked,
  unowned: chats.unowned,
};

export interface Ran {
  /** What was answered otherwise than the table has it, or has changed something though it was refused. */
  readonly wrong: readonly string[];
  readonly asked: number;
}

/** All circumstances, or those named. */
export async function run(
  cast: Cast,
  door: Door,
  names: readonly string[] = circumstances.map(({ name }) => name),
): Promise<Ran> {
  const wrong: string[] = [];
  let asked = 0;
  for (const circumstance of circumstances)
    if (names.includes(circumstance.name))
      asked += await runOne(cast, door, circumstance, wrong);
  return { wrong, asked };
}

async function runOne(
  cast: Cast,
  door: Door,
  circumstance: Circumstance,
  wrong: string[],
): Promise<number> {
  const { name } = circumstance;
  const build = builds[name];
  if (build === undefined) throw new Error(`There is no stage for "${name}".`);
  let stage: Stage | undefined;
  let asked = 0;
  for (const row of rowsOf(circumstance)) {
    for (const column of columns) {
      const cell = row.cells[column];
      if (cell === "-" || !door.has(row, name, column)) continue;
      stage ??= await build(cast);
      const actor = stage.actors[column];
      const room = stage.room(column) ?? "";
      const asking = { stage, column, actor, room };
      const problem = await ask(door, row, asking);
      asked++;
      if (problem !== undefined)
        wrong.push(`${name}: ${deedOf(row)}: ${column} ${problem}`);
      const { spoils } = deeds[deedOf(row)] ?? {};
      const isSpoilt =
        problem !== undefined ||
        spoils === "asked" ||
        (spoils === "done" && cell === "yes");
      if (!isSpoilt) continue;
      await stage.end?.();
      stage = undefined;
    }
  }
  await stage?.end?.();
  return asked;
}

/** What is wrong with the answer. */
async function ask(
  door: Door,
  row: Row,
  asking: Asking,
): Promise<string | undefined> {
  const deed = deeds[deedOf(row)];
  if (deed === undefined) throw new Error(`What is "${deedOf(row)}"?`);
  const { stage, column, room } = asking;
  const actor = deed.as === undefined ? asking.actor : await deed.as(asking);
  const given = await deed.ask({ ...asking, actor });
  const isAboutRoom =
    room !== "" && "room" in verbs[row.verb].params.properties;
  const params = { ...(isAboutRoom && { room }), ...given };
  await door.prepare?.({ ...asking, actor }, row);
  const keeper = stage.keeper(column);
  const cell = row.cells[column];
  const before = cell === "yes" ? undefined : await look(keeper, room);
  const answer = await door.call({ ...asking, actor, row, params });
  const after = before && (await look(keeper, room));
  await deed.after?.(asking);
  if (answer !== cell) return `is answered ${answer}, not ${cell}`;
  if (before === after) return undefined;
  return `is refused, and has changed ${before} to ${after}`;
}

/** Everything that a call might have changed: the room as it is, who is in it, what was said, and what is written down. */
async function look(keeper: Person, room: string): Promise<string> {
  const { client } = keeper;
  client.told.length = 0;
  const inRoom = [
    ["join", { room }],
    ["members", { room, all: true }],
    ["history", { room, limit: 12 }],
    ["sanctions", { room }],
    ["audit", { room, limit: 1 }],
  ] as const;
  const inChat = [
    ["sanctions", { limit: 1 }],
    ["audit", { limit: 1 }],
    ["rules", {}],
    ["people", {}],
    ["rooms", { limit: 1 }],
  ] as const;
  const seen = await Promise.all(
    [...(room === "" ? [] : inRoom), ...inChat].map(([verb, params]) =>
      client.ask(verb, params),
    ),
  );
  return JSON.stringify(seen.map(({ ok, error }) => ok ?? error));
}
