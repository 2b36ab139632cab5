// What each line of the table asks for real: the parameters of its verb. Named as the table has it.
import {
  broadcastKey,
  guest,
  password,
  stranger,
  type Person,
} from "./cast.ts";
import type { Column } from "./read-table.ts";
import { newTitle, type Stage } from "./stage.ts";

export interface Asking {
  readonly stage: Stage;
  readonly column: Column;
  /** Undefined for a connection that has not said hello. */
  readonly actor: Person | undefined;
  /** The room's id; "" where the line is about none. */
  readonly room: string;
}

export interface Deed {
  /** Without the room, which is added where the verb has one. */
  ask(asking: Asking): object | Promise<object>;
  /** Done, it has changed the stage for whoever comes next; or what it is asked with has, done or not. */
  readonly spoils?: "done" | "asked";
  /** Someone else in place of the actor, who would be lost. */
  as?(asking: Asking): Promise<Person | undefined>;
  /** Undoes what `ask` has prepared. */
  after?(asking: Asking): Promise<unknown>;
}

/** Of no caller. */
const elsewhere = "192.0.2.66";

const aBot = { label: "a bot", scopes: ["read"] };

const plain: Deed = { ask: () => ({}) };
const asks = (params: object): Deed => ({ ask: () => params });
const changes = (params: object): Deed => ({
  ask: () => params,
  spoils: "done",
});

const onto = (whom: keyof Stage["targets"], more: object = {}): Deed => ({
  ask: ({ stage }) => ({ who: stage.targets[whom].id, ...more }),
  spoils: "done",
});

/** About a message of someone; of one's own for `self`. */
const about = (
  whose: "self" | keyof Stage["targets"],
  more: object = {},
): Deed => ({
  ask({ stage, actor, column }) {
    const author = whose === "self" ? actor : stage.targets[whose];
    if (author === undefined) throw new Error("Nobody has said nothing.");
    return { seq: stage.messageOf(author, column), ...more };
  },
});

const spoiling = (deed: Deed): Deed => ({ ...deed, spoils: "done" });

/** Lifts a ban that someone has made before, of someone who is not there. */
const lifting = (whose: "moderator" | "owner"): Deed => ({
  async ask({ stage, room }) {
    const { ghost } = stage.cast.people;
    const where = room === "" ? {} : { room };
    const made = await stage.targets[whose].must("ban", {
      ...where,
      who: ghost.id,
    });
    return { sanction: String((made["sanctions"] as string[])[0]) };
  },
  spoils: "done",
});

/** Lifts the mute of whoever asks. */
const ownMute: Deed = {
  async ask({ stage, actor, room }) {
    const { olga } = stage.cast.people;
    const page = { limit: 200 };
    const held = await Promise.all([
      olga.must("sanctions", { room, ...page }),
      olga.must("sanctions", page),
    ]);
    const all = held.flatMap(({ sanctions }) => sanctions) as {
      kind: string;
      sanction: string;
      who?: { id: string };
    }[];
    const own = all.find(
      ({ kind, who }) => kind === "mute" && who?.id === actor?.id,
    );
    if (own === undefined) throw new Error("He is not muted.");
    return { sanction: own.sanction };
  },
};

const invited: Deed = {
  async ask({ stage, actor, room }) {
    await stage.targets.owner.must("invite", { room, who: actor?.id });
    return { inviter: stage.targets.owner.id, answer: "yes" };
  },
  spoils: "asked",
};

const named = (name: () => string, key = "title"): Deed => ({
  ask: () => ({ [key]: name() }),
});

let nicks = 0;
const newNick = (): string => `nick ${++nicks}`;

export const deeds: Readonly<Record<string, Deed>> = {
  // --- coming and going ---
  hello: {
    ask: ({ actor }) =>
      actor === undefined ? { name: newNick() } : { token: actor.token },
  },
  register: { ask: () => ({ name: newNick(), password }) },
  join: spoiling(asks({ make: "never" })),
  "join when it is full": {
    async ask({ stage, room }) {
      await stage.targets.owner.must("change", { room, most: 1 });
      return { make: "never" };
    },
    after: ({ stage, room }) =>
      stage.targets.owner.must("change", { room, most: 0 }),
    spoils: "done",
  },
  "join when invited": {
    async ask(asking) {
      await invited.ask(asking);
      return { make: "never" };
    },
    spoils: "asked",
  },
  "join a room that is new": named(newTitle, "room"),
  create: named(newTitle),
  leave: spoiling(plain),
  ping: plain,
  away: asks({ away: false }),
  rename: named(newNick, "name"),
  nick: named(newNick, "nick"),

  // --- looking ---
  rooms: plain,
  memberships: plain,
  directs: plain,
  people: plain,
  person: { ask: ({ stage }) => ({ who: stage.targets.guest.id }) },
  members: plain,
  "members who are away, too": asks({ all: true }),
  history: plain,
  read: asks({ seq: 1 }),
  reactions: about("guest"),
  "versions of his own message": about("self"),
  "versions of a guest's message": about("guest"),

  // --- messages ---
  say: asks({ text: "hi" }),
  typing: plain,
  react: about("guest", { reaction: "👍" }),
  "edit his own message": about("self", { text: "better" }),
  "edit a guest's message": about("guest", { text: "worse" }),
  "delete his own message": spoiling(about("self")),
  "delete a guest's message": spoiling(about("guest")),
  "delete an admin's message": spoiling(about("admin")),
  "delete the owner's message": spoiling(about("owner")),
  whisper: {
    ask: ({ stage }) => ({ to: stage.targets.guest.id, text: "psst" }),
  },
  "direct one that is new": {
    ask: async ({ stage }) => ({ with: [await stranger(stage.cast.server)] }),
  },
  broadcast: asks({ text: "all" }),
  "broadcast with the key": asks({ text: "all", key: broadcastKey }),

  // --- who is let in ---
  invite: { ask: ({ stage }) => ({ who: stage.cast.people.ghost.id }) },
  "answer uninvited": {
    ask: ({ stage }) => ({ inviter: stage.targets.guest.id, answer: "yes" }),
  },
  "answer when invited": invited,

  // --- the room ---
  "change the topic": { ask: () => ({ topic: newNick() }) },
  "change the description": { ask: () => ({ description: newNick() }) },
  "change the title": named(newTitle),
  "change who may enter": changes({ access: "closed" }),
  "change how many may enter": asks({ most: 100 }),
  "change whether it is archived": {
    async ask({ stage, room }) {
      const now = await stage.targets.owner.must("join", { room });
      return { archived: now["archived"] !== true };
    },
    spoils: "done",
  },
  "master to a guest": onto("guest"),

  // --- order ---
  "kick a guest": onto("guest"),
  "kick an admin": onto("admin"),
  "kick the owner": onto("owner"),
  "ban a guest": onto("guest"),
  "ban an admin": onto("admin"),
  "ban the owner": onto("owner"),
  "ban an address": changes({ address: elsewhere }),
  "ban with his addresses": onto("guest", { addresses: true }),
  "mute a guest": onto("guest"),
  "mute an admin": onto("admin"),
  "mute the owner": onto("owner"),
  "mute with his addresses": onto("guest", { addresses: true }),
  "lift a moderator's ban": lifting("moderator"),
  "lift the owner's ban": lifting("owner"),
  "lift an address's ban": {
    async ask({ stage: { targets } }) {
      const made = await targets.admin.must("ban", { address: elsewhere });
      return { sanction: String((made["sanctions"] as string[])[0]) };
    },
    spoils: "done",
  },
  "lift his own mute": ownMute,
  sanctions: plain,
  audit: plain,
  "role moderator, to a guest": onto("guest", { role: "moderator" }),
  "role admin, to a guest": onto("guest", { role: "admin" }),
  "role member, to an admin": onto("admin", { role: "member" }),
  "role moderator, to a member": onto("member", { role: "moderator" }),
  "role admin, to a member": onto("member", { role: "admin" }),
  rules: plain,
  "rules to set them": asks({ registration: "open" }),

  // --- access ---
  "reset a member's password": onto("member"),
  "reset an admin's password": onto("admin"),
  "redeem a link that is good": {
    async ask({ stage: { cast, targets } }) {
      const who = targets.member.id;
      const { token } = await cast.people.olga.must("reset", { who });
      return { token, password };
    },
    // His sessions have ended.
    after: ({ stage }) => stage.targets.member.login(),
  },
  "redeem a link that is not": asks({ token: "nothing", password }),
  "claim with another link": asks({ token: "nothing" }),
  "claim with the link": {
    ask: ({ stage }) => ({ token: stage.cast.server.ownerToken }),
  },
  password: asks({ old: password, password }),
  token: asks(aBot),
  sessions: plain,
  "revoke his own": {
    async ask({ actor }) {
      if (actor === undefined || actor.client.hasEnded)
        return { session: "nobody's" };
      const { sessions } = await actor.must("sessions");
      const all = sessions as { session: string; current: boolean }[];
      const other = all.find(({ current }) => !current) ?? all[0];
      return { session: other?.session };
    },
    async as({ stage, actor, column }) {
      // A guest has no other that he could end.
      if (column === "guest") return guest(stage.cast.server, newNick());
      if (actor?.client.hasEnded === false) await actor.must("token", aBot);
      return actor;
    },
  },
  "revoke another's": {
    async ask({ stage }) {
      const { sessions } = await stage.targets.guest.must("sessions");
      const [first] = sessions as { session: string }[];
      return { session: first?.session };
    },
  },
  logout: asks({ token: "nobody's" }),
};
