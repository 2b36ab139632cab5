// What went by while a line lagged, and nobody keeps: a few notices wait for it, of the others it is told that there were some.
import { expect, test } from "vitest";
import { answerInvite, invite } from "../../../src/core/verbs/invite.ts";
import { broadcast } from "../../../src/core/verbs/broadcast.ts";
import { change } from "../../../src/core/verbs/change.ts";
import { kick } from "../../../src/core/verbs/kick.ts";
import { lift } from "../../../src/core/verbs/lift.ts";
import { mute } from "../../../src/core/verbs/mute.ts";
import { read } from "../../../src/core/verbs/read.ts";
import { setMaster } from "../../../src/core/verbs/master.ts";
import { typing } from "../../../src/core/verbs/typing.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { openChat, turns, type Someone } from "../../support/chat.ts";
import { account, come } from "../../support/order.ts";

const free = { perSecond: Infinity, burst: Infinity };
const fast = { says: free, verbs: free };

/** The owner of the chat and of the room, ann with two devices in it, and bob. */
async function inDen() {
  const { chat, guests, tally } = await openChat({ limits: fast });
  const owner = await account(chat, "owner", "owner");
  const ann = await account(chat, "ann");
  const other = await come(chat, { token: ann.token });
  const [bob] = await guests(["bob"]);
  for (const one of [owner, ann, other, bob]) await one.join("den");
  await owner.join("hall");
  await turns();
  return { chat, owner, ann, other, bob, tally };
}

type World = Awaited<ReturnType<typeof inDen>>;

/** What a device hears that lagged while something was done, beside what was said and who is there. */
async function heardOf(
  world: World,
  one: Someone,
  doing: (world: World) => Promise<unknown>,
): Promise<World["ann"]["line"]["heard"]> {
  one.line.lag();
  await doing(world);
  await turns();
  const before = one.line.heard.length;
  one.line.drain();
  await turns(50);
  return one.line.heard
    .slice(before)
    .filter(({ kind }) => kind !== "said" && kind !== "members");
}

const kinds = (heard: readonly { kind: string }[]): readonly string[] =>
  heard.map(({ kind }) => kind);

const room = "den";

const changes: Record<string, (world: World) => Promise<unknown>> = {
  "read at his other device": async ({ chat, owner, other }) => {
    await owner.say(room, "hi");
    await turns();
    await read(chat, other.session, { room, seq: 1 });
  },
  "muted in the room": ({ chat, owner }) =>
    mute(chat, owner.session, { room, who: "ann", reason: "" }),
  "muted anywhere, and no more": async ({ chat, owner }) => {
    const who = { who: "ann", reason: "" };
    const [own] = await mute(chat, owner.session, who);
    await lift(chat, owner.session, own?.id ?? "");
  },
  "a role in the room": ({ owner }) =>
    owner.role({ room, who: "ann", role: "moderator" }),
  "another's role in the room": ({ owner }) =>
    owner.role({ room, who: "bob", role: "moderator" }),
  "a role in the chat": ({ owner }) =>
    owner.role({ who: "ann", role: "moderator" }),
  "another description": ({ chat, owner }) =>
    change(chat, owner.session, { room, description: "new" }),
  "other bounds": ({ chat, owner }) =>
    change(chat, owner.session, { room, most: 9 }),
  "another owner": ({ chat, owner }) =>
    setMaster(chat, owner.session, { room, who: "ann" }),
};

test.each(Object.entries(changes))(
  "who missed this while he lagged is told once that he missed something: %s",
  async (_what, doing) => {
    const world = await inDen();
    expect(kinds(await heardOf(world, world.ann, doing))).toEqual(["missed"]);
    // Nothing is left of it.
    const more = await heardOf(world, world.ann, ({ owner }) =>
      owner.say(room, "more"),
    );
    expect(more).toEqual([]);
  },
);

test("whoever is told that he missed something is told who he is now", async () => {
  const world = await inDen();
  const [missed] = await heardOf(world, world.ann, async ({ chat, owner }) => {
    await owner.role({ who: "ann", role: "moderator" });
    await mute(chat, owner.session, { who: "ann", reason: "hm" });
  });
  expect(missed).toMatchObject({
    who: { name: "ann", kind: "account", role: "moderator" },
    muted: {
      by: { id: world.owner.id, name: "owner" },
      reason: "hm",
      until: undefined,
    },
  });
});

test("he is told when he has everything that was said, in whatever rooms", async () => {
  const world = await inDen();
  const { ann, chat, owner } = world;
  await ann.join("hall");
  await turns();
  ann.line.lag();
  await change(chat, owner.session, { room, description: "new" });
  for (let n = 1; n <= 400; n++) {
    await owner.say("den", `${n}`);
    await owner.say("hall", `${n}`);
  }
  await turns();
  ann.line.drain();
  await ann.line.until(({ heard }) =>
    heard.some(({ kind }) => kind === "missed"),
  );
  expect(ann.line.texts).toHaveLength(800);
});

test("who comes and goes, and what is over, is nothing to ask for", async () => {
  const world = await inDen();
  const heard = await heardOf(
    world,
    world.ann,
    async ({ chat, bob, owner }) => {
      await typing(chat, bob.session, { room });
      await bob.rename("bobby");
      await bob.leave(room);
      await bob.join(room);
      await owner.say(room, "hi");
    },
  );
  expect(heard).toEqual([]);
});

test("what nobody can ask for waits, in its order, also where there is no room to catch up in", async () => {
  const world = await inDen();
  const { ann, chat } = world;
  await ann.leave(room);
  await turns();
  const heard = await heardOf(world, ann, async ({ owner, bob }) => {
    const who = "ann";
    await invite(chat, owner.session, { room: "hall", who });
    await broadcast(chat, owner.session, { text: "fire" });
    await whisper(chat, bob.session, { to: who, text: "psst" });
  });
  expect(kinds(heard)).toEqual(["invited", "broadcast", "direct"]);
});

test("an answer to his invitation, and that he was put out, wait for him too", async () => {
  const world = await inDen();
  const { ann, chat, bob } = world;
  await ann.join("hall");
  await invite(chat, ann.session, { room: "hall", who: "bob" });
  const heard = await heardOf(world, ann, async ({ owner }) => {
    const about = { room: "hall", inviter: "ann" };
    await answerInvite(chat, bob.session, { ...about, answer: "later" });
    await kick(chat, owner.session, { room, who: "ann" });
  });
  expect(kinds(heard)).toEqual(["answered", "kicked"]);
});

test("of what waits only so much is kept, the newest; then he is told that he missed something", async () => {
  const world = await inDen();
  const heard = await heardOf(world, world.ann, async ({ chat, owner }) => {
    for (let n = 1; n <= 60; n++)
      await broadcast(chat, owner.session, { text: `${n}` });
  });
  const texts = heard.map((what) =>
    what.kind === "broadcast" ? what.text : what.kind,
  );
  const newest = Array.from({ length: 50 }, (_, n) => `${n + 11}`);
  expect(texts).toEqual([...newest, "missed"]);
});

test("who ends while something waits for him is told nothing more", async () => {
  const world = await inDen();
  const { ann } = world;
  const heard = await heardOf(world, ann, async ({ chat, owner }) => {
    await broadcast(chat, owner.session, { text: "fire" });
    await change(chat, owner.session, { room, description: "new" });
    await turns();
    await ann.end();
  });
  expect(heard).toEqual([]);
});

test("who changes something himself while he is behind knows it by his answer", async () => {
  const world = await inDen();
  const heard = await heardOf(world, world.owner, ({ chat, owner }) =>
    change(chat, owner.session, { room, description: "new" }),
  );
  expect(heard).toEqual([]);
});
