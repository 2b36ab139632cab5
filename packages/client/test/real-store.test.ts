// What is done to messages, what is unread, who is there and what one may, between clients and the real server.
import type { EntryEvent } from "@koine/protocol";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  memoryStore,
  type Client,
  type ClientOptions,
  type Message,
  type RoomEntry,
  type Saying,
} from "../src/index.ts";
import { CuttingProxy } from "./support/cutting-proxy.ts";
import { RealClients, until } from "./support/real-clients.ts";
import { TestServer } from "./support/test-server.ts";

let server: TestServer;
const clients = new RealClients(() => server.url);
const make = (more: Partial<ClientOptions> = {}): Client => clients.make(more);

beforeAll(async () => {
  server = await TestServer.start();
});

afterEach(() => clients.close());

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function enter(name: string, room: string, more = {}): Promise<Client> {
  const client = make({ name, ...more });
  await client.start();
  await client.join(room);
  return client;
}

function message(client: Client, room: string, seq: number): Message {
  const found = client.room(room)?.entries.find((entry) => entry.seq === seq);
  if (found?.ev !== "said") throw new Error(`There is no message ${seq}.`);
  return found;
}

const cursorOf = (client: Client, room: string): number =>
  client.room(room)?.cursor ?? 0;

test("edits, answers, reactions and a deletion are the same for whoever sees them happen, and for whoever comes later", async () => {
  const room = "soup";
  const ann = await enter("ann", room);
  const bob = await enter("bob", room);
  const { seq } = await ann.say(room, "soop").kept;
  await ann.edit(room, seq, "soup, @bob?").kept;
  await until(bob, () => cursorOf(bob, room) === 2);
  const answer = await bob.say(room, "yes", { reply: seq }).kept;
  await bob.react(room, seq, "🥕").kept;
  await ann.react(room, seq, "🥕").kept;
  const wrong = await ann.say(room, "my secret").kept;
  await bob.react(room, wrong.seq, "🧅").kept;
  await ann.delete(room, wrong.seq).kept;
  const cat = await enter("cat", room);

  for (const client of [ann, bob, cat]) {
    await until(client, () => cursorOf(client, room) === 8);
    const me = client.state.me?.id;
    expect(message(client, room, seq)).toMatchObject({
      text: "soup, @bob?",
      edited: 2,
      mentions: [bob.state.me?.id],
      reactions: [{ reaction: "🥕", count: 2, mine: me !== cat.state.me?.id }],
    });
    expect(message(client, room, answer.seq)).toMatchObject({ reply: seq });
    const gone = message(client, room, wrong.seq);
    expect(gone).toMatchObject({ text: "", gone: true });
    expect(gone.reactions).toBeUndefined();
    expect(JSON.stringify(client.room(room))).not.toContain("secret");
  }
});

test("what one may not do is taken back, with the reason", async () => {
  const ann = await enter("abel", "taken back");
  const bob = await enter("bert", "taken back");
  const { seq } = await ann.say("taken back", "mine").kept;
  await until(bob, () => cursorOf(bob, "taken back") === seq);
  const { kept, key } = bob.edit("taken back", seq, "yours");
  expect(message(bob, "taken back", seq).text).toBe("yours");
  await expect(kept).rejects.toMatchObject({ code: "not_allowed" });
  expect(message(bob, "taken back", seq).text).toBe("mine");
  expect(bob.room("taken back")?.changes).toMatchObject([{ key, seq }]);
});

test("what happens while one is cut off is there when one is back, without a trace of what was deleted", async () => {
  const room = "cut off";
  const ann = await enter("anna", room);
  const bob = await enter("boris", room);
  const first = await ann.say(room, "first").kept;
  const second = await ann.say(room, "a secret").kept;
  await until(bob, () => cursorOf(bob, room) === 2);
  await clients.cut(bob);
  await ann.edit(room, first.seq, "better").kept;
  await ann.react(room, first.seq, "👍").kept;
  await ann.delete(room, second.seq).kept;
  const third = await ann.say(room, "also deleted").kept;
  await ann.delete(room, third.seq).kept;
  await until(bob, () => cursorOf(bob, room) === 7);
  const seen = bob.room(room);
  expect(seen?.startedOver).toBe(0);
  expect(seen?.entries).toMatchObject([
    { text: "better", reactions: [{ reaction: "👍", count: 1, mine: false }] },
    { text: "", gone: true },
    { text: "", gone: true },
  ]);
  const later = await enter("later", room);
  expect(seen?.entries).toEqual(later.room(room)?.entries);
});

test("what is unread is the same on two devices, and read on one is read on the other, cut off or not", async () => {
  const phone = make();
  await phone.register("dora", "secret");
  const { id } = await phone.join("two devices");
  const desk = make();
  await desk.login("dora", "secret");
  await until(desk, ({ rooms }) => rooms.get(id)?.presence.is === "here");
  const bob = await enter("burt", id);
  await bob.say(id, "one").kept;
  await bob.say(id, "two, @dora").kept;
  const last = await bob.say(id, "three").kept;
  for (const device of [phone, desk]) {
    await until(device, () => cursorOf(device, id) === last.seq);
    expect(device.room(id)).toMatchObject({ unread: 3, mentions: 1 });
  }
  phone.markRead(id, last.seq - 1);
  await until(desk, () => desk.room(id)?.unread === 1);
  expect(desk.room(id)).toMatchObject({ mentions: 0, read: last.seq - 1 });

  await clients.cut(desk);
  phone.seen(id);
  await until(desk, () => desk.room(id)?.unread === 0);
  const newDevice = make();
  await newDevice.login("dora", "secret");
  await until(newDevice, () => cursorOf(newDevice, id) === last.seq);
  expect(newDevice.room(id)).toMatchObject({ unread: 0, read: last.seq });
  // What she says herself is unread nowhere.
  await desk.say(id, "four").kept;
  await until(phone, () => cursorOf(phone, id) === last.seq + 1);
  expect(phone.room(id)?.unread).toBe(0);
});

test("a room that was left on one device is not entered again by another that was cut off", async () => {
  const store = memoryStore();
  const one = make({ name: "fred", store });
  await one.start();
  await one.join("left while away");
  await one.say("left while away", "hi").kept;
  const other = make({ store });
  await other.start();
  await until(other, ({ rooms }) => rooms.size > 0);
  one.close();
  await other.leave("left while away");
  void one.start();
  await until(one, () => one.room("left while away")?.presence.is === "left");
});

test("who is there, with which role, at the keyboard or not, writing or not", async () => {
  const room = "who is there";
  const ann = await enter("gina", room);
  const bob = await enter("hugo", room);
  const { id } = bob.state.me ?? { id: "" };
  await ann.loadMembers(room);
  const hugo = () => ann.room(room)?.members.find((one) => one.id === id);
  expect(ann.room(room)).toMatchObject({
    role: "owner",
    membersComplete: true,
  });
  expect(hugo()).toMatchObject({ role: "guest", presence: "online" });
  bob.away(true);
  await until(ann, () => hugo()?.presence === "away");
  bob.away(false);
  await until(ann, () => hugo()?.presence === "online");
  bob.typing(room);
  await until(ann, () => ann.room(room)?.typing[0]?.id === id);
  await bob.say(room, "here").kept;
  await until(ann, () => ann.room(room)?.typing.length === 0);
});

test("topic, description, title and access change for all who are there", async () => {
  const ann = await enter("ines", "to be changed");
  const bob = await enter("jack", "to be changed");
  const id = ann.room("to be changed")?.id ?? "";
  await ann.call("change", {
    room: id,
    topic: "soup",
    description: "For cooks.",
    title: "changed",
    access: "closed",
    archived: true,
  });
  await until(bob, () => bob.room(id)?.isArchived === true);
  await until(bob, () => bob.room(id)?.title === "changed");
  await until(bob, () => bob.room(id)?.topic === "soup");
  await until(bob, () => bob.room(id)?.access === "closed");
  expect(bob.room(id)).toMatchObject({ description: "For cooks.", unread: 0 });
  const lines = bob
    .room(id)
    ?.entries.map(({ ev }) => ev)
    .sort();
  expect(lines).toEqual(["titled", "topic"]);
  await expect(bob.say(id, "hello?").kept).rejects.toMatchObject({
    code: "archived",
  });
});

test("rooms that are made are entered as their owner, and a conversation of three is one for all", async () => {
  const ann = await enter("kate", "a start");
  const bob = await enter("liam", "a start");
  const cat = await enter("mary", "a start");
  const made = await ann.create({ title: "made", access: "private" });
  expect(made).toMatchObject({ role: "owner", access: "private" });
  await expect(bob.join("made")).resolves.not.toMatchObject({ id: made.id });
  const { id } = await ann.direct("liam", "mary");
  expect(await ann.direct("mary", "liam")).toMatchObject({ id });
  await ann.say(id, "the three of us").kept;
  for (const client of [bob, cat]) {
    await until(client, () => client.room(id)?.unread === 1);
    expect(client.room(id)?.people).toHaveLength(2);
  }
});

test("who is put out of a room is told why; who is muted is told so and may speak again later", async () => {
  const room = "in order";
  const ann = await enter("nora", room);
  const bob = await enter("otto", room);
  const who = bob.state.me?.id ?? "";
  const { sanction } = await ann.call("mute", { room, who, reason: "loud" });
  await until(bob, () => bob.room(room)?.muted !== undefined);
  expect(bob.room(room)?.muted).toMatchObject({ reason: "loud" });
  await expect(bob.say(room, "but").kept).rejects.toMatchObject({
    code: "muted",
  });
  await ann.call("lift", { sanction });
  await until(bob, () => bob.room(room)?.muted === undefined);
  await bob.say(room, "thanks").kept;
  await ann.call("ban", { room, who, reason: "again", minutes: 5 });
  await until(bob, () => bob.room(room)?.presence.is === "left");
  expect(bob.room(room)?.presence).toMatchObject({
    reason: 'nora has banned you from "in order": again',
  });
  await clients.cut(bob);
  await until(bob, ({ connection }) => connection.is === "online");
  await expect(bob.join(room)).rejects.toMatchObject({ code: "banned" });
});

test("who is signed out from another device is out at once, and stays so", async () => {
  const phone = make();
  await phone.register("paul", "secret");
  const desk = make();
  await desk.login("paul", "secret");
  const { sessions } = await phone.ask("sessions", {});
  const other = sessions.find(({ live, current }) => live && !current);
  await phone.call("revoke", { session: other?.session ?? "" });
  await until(desk, ({ connection }) => connection.is === "refused");
  expect(desk.state).toMatchObject({
    connection: { error: { code: "bad_token" } },
    me: { name: "paul" },
  });
  expect(phone.state.connection.is).toBe("online");
});

test("who is banned from the chat is out, and told why; so are guests where they are locked out", async () => {
  const owner = make();
  await owner.register("quinn", "secret");
  const claim = { token: await server.ownerToken };
  expect(await owner.call("claim", claim)).toEqual({ role: "owner" });
  await until(owner, ({ me }) => me?.role === "owner");
  const banned = await enter("rosa", "out");
  const locked = await enter("stan", "out");
  const who = banned.state.me?.id ?? "";
  const { sanctions } = await owner.call("ban", { who, reason: "spam" });
  await until(banned, ({ connection }) => connection.is === "refused");
  expect(banned.state.connection).toMatchObject({
    error: { code: "banned", message: expect.stringContaining("spam") },
    reason: expect.any(String),
  });
  await owner.call("rules", { guests: "locked" });
  await until(locked, ({ connection }) => connection.is === "refused");
  expect(locked.state.connection).toMatchObject({ error: { code: "locked" } });
  // Let in again, they go on as who they were.
  await owner.call("rules", { guests: "open" });
  for (const sanction of sanctions) await owner.call("lift", { sanction });
  expect(await banned.start()).toMatchObject({ id: who });
  await until(banned, () => banned.room("out")?.presence.is === "here");
});

/** What a person reads of a room: everything from its first entry on. */
async function whole(
  client: Client,
  room: string,
): Promise<readonly RoomEntry[]> {
  while (client.room(room)?.hasOlder) await client.loadOlder(room, 200);
  return client.room(room)?.entries ?? [];
}

test.each([1, 2, 3])(
  "whatever is cut, what is said and done is kept once, and all end with the same (seed %i)",
  async (seed) => {
    await using proxy = await CuttingProxy.start(server.port, seed, 9_000);
    const room = `cuts ${seed}`;
    const bounds = { firstEntries: 10 };
    const more = { url: proxy.url, bounds };
    const people = [
      await enter(`ann${seed}`, room, more),
      await enter(`bob${seed}`, room, more),
    ];
    let random = seed;
    const draw = (below: number): number => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * below);
    };
    /** What was done, and by whom; what `react` gave. */
    const done: {
      readonly who: Client;
      readonly seq: number;
      readonly reaction?: string;
      readonly saying: Saying;
    }[] = [];
    const heard = people.map(() => [] as number[]);
    for (const [who, client] of people.entries())
      for (const ev of ["said", "edited", "deleted", "reacted"] as const)
        client.on(ev, ({ seq }: EntryEvent) => void heard[who]?.push(seq));
    for (let n = 0; n < 120; n++) {
      for (const who of people) {
        const own = messagesOf(who, room).filter(
          ({ by, gone }) => !gone && by === who.state.me?.id,
        );
        const { seq } = own[draw(own.length)] ?? { seq: 0 };
        const kind = seq === 0 ? 0 : draw(8);
        const reaction = draw(2) === 0 ? "🥕" : "🧅";
        if (kind < 4) done.push({ who, seq, saying: who.say(room, `${n}`) });
        else if (kind === 4)
          done.push({ who, seq, saying: who.edit(room, seq, `edit ${n}`) });
        else if (kind === 5 && n % 4 === 0)
          done.push({ who, seq, saying: who.delete(room, seq) });
        else {
          const saying = who.react(room, seq, reaction);
          done.push({ who, seq, reaction, saying });
        }
      }
      if (n % 3 === 0) await people[n % 2]?.ask("ping", {});
      if (n % 20 === 0) void people[0]?.loadOlder(room, 5);
    }
    const settled = await Promise.allSettled(
      done.map(({ saying }) => saying.kept),
    );
    // What was overtaken by a later one, or by the deletion of its message.
    for (const each of settled)
      if (each.status === "rejected")
        expect(["discarded", "no_such_message"]).toContain(each.reason.code);

    const reader = await enter(`reader${seed}`, room);
    const log: EntryEvent[] = [];
    for (let before = Infinity; before > 1; before = log[0]?.seq ?? 0) {
      const page = await reader.history({
        room,
        limit: 200,
        ...(before === Infinity ? {} : { before }),
      });
      log.unshift(...page.entries);
    }
    const keys = log.map(({ key }) => key);
    expect(new Set(keys).size).toBe(log.length);
    const gone = new Set(
      log
        .filter(({ ev }) => ev === "deleted")
        .map((each) => "of" in each && each.of),
    );
    for (const [n, { who, seq, reaction, saying }] of done.entries()) {
      if (settled[n]?.status === "rejected")
        expect(keys).not.toContain(saying.key);
      else if (reaction === undefined) expect(keys).toContain(saying.key);
      else if (!gone.has(seq)) {
        await whole(who, room);
        const given = messagesOf(who, room).find((each) => each.seq === seq);
        const mine = { reaction, mine: true };
        expect(given?.reactions).toContainEqual(expect.objectContaining(mine));
      }
    }
    const head = log.length;
    const read = await whole(reader, room);
    for (const [who, client] of people.entries()) {
      await until(client, () => cursorOf(client, room) === head);
      expect(client.room(room)?.startedOver).toBe(0);
      expect(heard[who]).toEqual(log.map(({ seq }) => seq));
      const mine = (await whole(client, room)).map((entry) =>
        withoutMine(entry),
      );
      expect(mine).toEqual(read.map(withoutMine));
      await until(client, () => client.room(room)?.pending.length === 0);
    }
    expect(proxy.cuts).toBeGreaterThan(5);
  },
);

function messagesOf(client: Client, room: string): readonly Message[] {
  const entries = client.room(room)?.entries ?? [];
  return entries.filter((entry) => entry.ev === "said");
}

function withoutMine(entry: RoomEntry): unknown {
  if (entry.ev !== "said" || entry.reactions === undefined) return entry;
  const reactions = entry.reactions.map((one) => ({ ...one, mine: false }));
  return { ...entry, reactions };
}
