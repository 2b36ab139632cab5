// The GTChat door as one that the table of rights is run through: it has the most of the older doors. What it answers in
// its own numbers and words is read as the code of the core that it stands for.
import {
  openWebSocket,
  type WebSocketCarrier,
} from "../dialects/speakers/web-socket.ts";
import { broadcastKey, password, type Person } from "./cast.ts";
import type { Asking } from "./deeds.ts";
import type { Call, Door } from "./doors.ts";
import { deedOf, type Column, type Row } from "./read-table.ts";

type Fields = Readonly<Record<string, string>>;

/** What each line is there, beside the room. */
const requests: Readonly<Record<string, (call: Call) => Fields>> = {
  join: () => ({ cmd: "join_room" }),
  "join when it is full": () => ({ cmd: "join_room" }),
  "join when invited": () => ({ cmd: "join_room" }),
  leave: () => ({ cmd: "leave_room" }),
  members: () => ({ cmd: "get_room_user_list" }),
  say: () => ({ cmd: "speak", msg: "hi", meta: "." }),
  invite: () => ({ cmd: "invite", invitee: "ghost" }),
  "answer uninvited": ({ stage }) => answer(stage.targets.guest),
  "answer when invited": ({ stage }) => answer(stage.targets.owner),
  "change how many may enter": () => ({ cmd: "max", size: "100" }),
  "change who may enter": () => ({
    cmd: "set_room_permission",
    permission: "0",
  }),
  "kick a guest": ({ stage }) => ({
    cmd: "kick",
    user: stage.targets.guest.name,
  }),
  "kick an admin": ({ stage }) => ({
    cmd: "kick",
    user: stage.targets.admin.name,
  }),
  "kick the owner": ({ stage }) => ({
    cmd: "kick",
    user: stage.targets.owner.name,
  }),
  "master to a guest": ({ stage }) => ({
    cmd: "master",
    user: stage.targets.guest.name,
  }),
  rooms: () => ({ cmd: "get_room_list" }),
  people: () => ({ cmd: "get_user_list" }),
  create: ({ params }) => ({
    cmd: "create_room",
    room_name: (params as { title: string }).title,
  }),
  whisper: ({ stage }) => ({
    cmd: "whisper",
    target_user: stage.targets.guest.name,
    msg: "psst",
  }),
  broadcast: () => ({ cmd: "broadcast", msg: "all" }),
  "broadcast with the key": () => ({
    cmd: "broadcast",
    msg: "all",
    broadcast_key: broadcastKey,
  }),
};

const answer = ({ name }: Person): Fields => ({
  cmd: "invite_reply",
  inviter: name,
  reply: "Y",
});

/** Rules of its own that it has beside the core's. */
function isOtherwise(
  deed: string,
  circumstance: string,
  column: Column,
): boolean {
  // Everyone is in the lobby from the beginning, and again from when he leaves a room.
  if (circumstance === "lobby")
    return column === "outsider" || ["join", "leave"].includes(deed);
  // Whoever is banned is told so before that he is not in it.
  if (deed === "leave") return column === "banned";
  // Nobody leads a master out of his room.
  if (deed === "kick the owner") return circumstance.startsWith("over");
  // A guest of this door is another one, whom nobody has muted.
  return column === "guest" && circumstance.startsWith("muted");
}

const visited = [
  "public",
  "closed",
  "private",
  "lobby",
  "archived",
  "muted",
  "muted anywhere",
  "over a public room",
  "over a closed room",
  "over a private room",
  "chat",
];

export class Gtchat implements Door {
  readonly #players = new Map<string, Promise<Player>>();

  has(row: Row, circumstance: string, column: Column): boolean {
    const deed = deedOf(row);
    return (
      visited.includes(circumstance) &&
      Object.hasOwn(requests, deed) &&
      !isOtherwise(deed, circumstance, column)
    );
  }

  /** At this door one is in one room: in that of the row, if he has a place in it and does not just want to enter it. */
  async prepare(asking: Asking, row: Row): Promise<void> {
    const { actor, column, stage, room } = asking;
    if (actor === undefined) return;
    const player = await this.#playerOf(asking);
    if (room === "" || player.refusedAs !== undefined) return;
    const keeper = stage.keeper(column);
    const { members } = await keeper.must("members", { room });
    const there = (members as { id: string }[]).map(({ id }) => id);
    const { access } = await keeper.must("join", { room });
    if (column === "guest" && access !== "public") {
      const { people } = await keeper.must("people");
      const all = people as { id: string; name: string }[];
      const who = all.find(({ name }) => name === PASSING)?.id;
      if (who !== undefined && !there.includes(who))
        await keeper.must("invite", { room, who });
    }
    const isToBeThere = row.verb !== "join" && there.includes(actor.id);
    const title = isToBeThere ? await titleOf(asking) : LOBBY;
    await player.ask({ cmd: "join_room", room_name: title });
  }

  async call(call: Call): Promise<string> {
    const request = requests[deedOf(call.row)]?.(call);
    if (request === undefined) throw new Error("There is no such request.");
    const player = await this.#playerOf(call);
    if (player.refusedAs !== undefined) return player.refusedAs;
    const place = call.room === "" ? {} : { room_name: await titleOf(call) };
    return codeOf(await player.ask({ ...place, ...request }));
  }

  /** Who plays somebody here: himself, if he has an account. */
  #playerOf({ stage, actor, column }: Asking): Promise<Player> {
    const name = column === "guest" ? PASSING : (actor?.name ?? "");
    const known = this.#players.get(name);
    if (known !== undefined) return known;
    const port = stage.cast.server.door("gtchat");
    const player = Player.enter(port, name);
    this.#players.set(name, player);
    return player;
  }
}

const LOBBY = "Lobby";
const PASSING = "pip";

async function titleOf({ stage, column, room }: Asking): Promise<string> {
  const { title } = await stage.keeper(column).must("join", { room });
  return title === "Free Chat" ? LOBBY : String(title);
}

interface Told {
  readonly status?: string;
  readonly code?: string;
  readonly tracker?: string;
  readonly msg?: string;
}

export class Player {
  readonly #carrier: WebSocketCarrier;
  /** What he was answered when he was not let in. */
  refusedAs: string | undefined;
  #asked = 0;

  constructor(carrier: WebSocketCarrier) {
    this.#carrier = carrier;
  }

  static async enter(port: number, usr: string): Promise<Player> {
    const player = new Player(await openWebSocket(port, "/"));
    if (usr === "") return player;
    const as =
      usr === PASSING ? { type: "tmp" } : { type: "reg", pwd: password };
    const code = codeOf(await player.ask({ cmd: "login", usr, ...as }));
    if (code !== "yes") player.refusedAs = code;
    return player;
  }

  /** The answer, by its tracker. */
  async ask(request: Fields): Promise<Told> {
    const tracker = `t${++this.#asked}`;
    const { told } = this.#carrier;
    told.length = 0;
    this.#carrier.send(JSON.stringify({ ...request, tracker }));
    let answer: Told | undefined;
    await this.#carrier.until(() => {
      answer = told
        .map((frame) => JSON.parse(frame) as Told)
        .find((one) => one.tracker === tracker && one.status !== undefined);
      return answer !== undefined;
    });
    return answer ?? {};
  }
}

/** Codes of this door that stand for one of the core's alone. */
const codes: Readonly<Record<string, string>> = {
  8: "no_such_room",
  10: "not_member",
  18: "not_allowed",
  20: "not_allowed",
  22: "not_invited",
  23: "room_full",
};

function codeOf({ status, code = "", msg = "" }: Told): string {
  if (status === "ok") return "yes";
  if (code === "19") {
    if (msg.startsWith("You are banned")) return "banned";
    if (msg.startsWith("You can read but not say")) return "muted";
    return msg.includes("is archived") ? "archived" : "not_allowed";
  }
  if (code === "41" && msg.startsWith("unknown user")) return "hello_first";
  return codes[code] ?? `${code} ${msg}`;
}
