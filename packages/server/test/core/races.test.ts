// What two do at the same time: one is first, and what the other sees and gets is as if he had come after.
import { expect, test } from "vitest";
import { setAccess, setMost } from "../../src/core/verbs/change.ts";
import { invite } from "../../src/core/verbs/invite.ts";
import { join } from "../../src/core/verbs/join.ts";
import { kick } from "../../src/core/verbs/kick.ts";
import { leave } from "../../src/core/verbs/leave.ts";
import { setMaster } from "../../src/core/verbs/master.ts";
import { nick } from "../../src/core/verbs/nick.ts";
import { register } from "../../src/core/verbs/register.ts";
import { say } from "../../src/core/verbs/say.ts";
import { visit } from "../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../support/chat.ts";
import { changedStore } from "../support/changed-store.ts";
import { FakeLine, plain } from "../support/fake-line.ts";

const address = "127.0.0.1";
const passing = (who: Pick<Someone, "chat">, name: string) =>
  visit(
    who.chat,
    { name },
    { address, ear: { line: new FakeLine(), encoder: plain } },
  );
const isMember = async ({ chat, id }: Someone, room: string) =>
  chat.store.rooms.isMember((await chat.rooms.mustFind(room)).id, id);

test("of two who want the last place one gets it, and the other is no member", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("den");
  await setMost(chat, ann.session, { room: "den", most: 2 });
  const codes = await Promise.all(
    [bob, cat].map((who) => codeOf(who.join("den"))),
  );
  expect(codes).toEqual([undefined, "room_full"]);
  expect(chat.rooms.get("den")?.here.size).toBe(2);
  expect(await isMember(cat, "den")).toBe(false);
});

test("of two who want one nick one gets it, and the other is no member", async () => {
  const { guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("kitchen");
  const codes = await Promise.all(
    [bob, cat].map((who) => codeOf(who.join("kitchen", { nick: "chef" }))),
  );
  expect(codes).toEqual([undefined, "name_taken"]);
  expect(await isMember(cat, "kitchen")).toBe(false);
});

test.each(["join", "nick"])(
  "whoever does a %s while he is put out of a closed room is out",
  async (what) => {
    for (let wait = 0; wait < 6; wait++) {
      const { chat, guests } = await openChat();
      const [ann, bob] = await guests(["ann", "bob"], "club");
      await setAccess(chat, ann.session, { room: "club", access: "closed" });
      const kicking = kick(chat, ann.session, { room: "club", who: "bob" });
      await turns(wait);
      const doing =
        what === "join"
          ? bob.join("club")
          : nick(chat, bob.session, { room: "club", nick: "bo" });
      await Promise.all([kicking, codeOf(doing)]);
      expect(await isMember(bob, "club")).toBe(false);
      expect(bob.session.presences.size).toBe(0);
    }
  },
);

test("whoever comes while a room is being closed is asked for his invitation", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  await ann.join("club");
  const [, code] = await Promise.all([
    setAccess(chat, ann.session, { room: "club", access: "closed" }),
    codeOf(bob.join("club")),
  ]);
  expect(code).toBe("not_invited");
  expect(await isMember(bob, "club")).toBe(false);
});

test("a passing guest who comes while the last one goes is in a room that there is", async () => {
  for (let wait = 0; wait < 6; wait++) {
    const { chat } = await openChat();
    const ann = await passing({ chat }, "ann");
    const bob = await passing({ chat }, "bob");
    await join(chat, ann, { room: "den" });
    const leaving = leave(chat, ann, "den");
    await turns(wait);
    await Promise.all([leaving, join(chat, bob, { room: "den" })]);
    const code = await codeOf(say(chat, bob, { room: "den", text: "hi" }));
    expect(code).toBe(undefined);
  }
});

test("whoever leaves while he is made the master is not", async () => {
  for (let wait = 0; wait < 6; wait++) {
    const { chat, guests } = await openChat();
    const [ann, bob] = await guests(["ann", "bob"], "den");
    const leaving = bob.leave("den");
    await turns(wait);
    const making = setMaster(chat, ann.session, { room: "den", who: "bob" });
    await Promise.all([leaving, codeOf(making)]);
    const room = await chat.rooms.mustFind("den");
    expect(room.masterId).not.toBe(bob.id);
    expect((await chat.store.rooms.byId(room.id))?.master).toBe(room.masterId);
  }
});

test("a guest who registers his name and goes meanwhile keeps it", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  const registering = register(
    chat,
    { name: "ann", password: "secret" },
    ann.session,
  );
  const ending = ann.end();
  const code = codeOf(enter(chat, { name: "ann" }));
  expect(await code).toBe("name_taken");
  await Promise.all([registering, ending]);
  expect(await codeOf(enter(chat, { name: "ann", password: "secret" }))).toBe(
    undefined,
  );
});

test("a guest who registers his name has no other meanwhile", async () => {
  const { chat, guests, store } = await openChat();
  const [ann] = await guests(["ann"]);
  const [, code] = await Promise.all([
    register(chat, { name: "ann", password: "secret" }, ann.session),
    codeOf(ann.rename("anna")),
  ]);
  expect(code).toBe("not_allowed");
  expect(ann.name).toBe("ann");
  expect((await store.identities.byId(ann.id))?.name).toBe("ann");
});

test("whoever registers his name when he has gone leaves it to the account", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  await ann.end();
  await register(chat, { name: "ann", password: "secret" }, ann.session);
  expect(chat.names.holder("ann")).toBe(undefined);
});

test.each(["takes another name", "ends"])(
  "whoever comes back while another session of his %s is called rightly, and by a name that he holds",
  async (what) => {
    const gates: PromiseWithResolvers<undefined>[] = [];
    const { chat, guests } = await openChat({
      wrap: (inner) =>
        changedStore(inner, {
          identities: {
            async accountByFolded(folded) {
              await gates[0]?.promise;
              return inner.identities.accountByFolded(folded);
            },
          },
        }),
    });
    const [ann] = await guests(["ann"]);
    await ann.end();
    const gate = Promise.withResolvers<undefined>();
    gates.push(gate);
    const late = ann.again();
    await turns();
    gates.pop();
    const first = await ann.again();
    if (what === "ends") await first.end();
    else await first.rename("anna");
    gate.resolve(undefined);
    const { name } = await late;
    expect(name).toBe(what === "ends" ? "ann" : "anna");
    const codes = [
      await codeOf(enter(chat, { name: "ann" })),
      await codeOf(enter(chat, { name: "anna" })),
    ];
    expect(codes).toEqual(
      what === "ends" ? ["name_taken", undefined] : [undefined, "name_taken"],
    );
  },
);

test("an invitation does not outlive being put out, nor get lost at a full room", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"]);
  await ann.join("club");
  await invite(chat, ann.session, { room: "club", who: "bob" });
  await bob.join("club");
  await setAccess(chat, ann.session, { room: "club", access: "closed" });
  await kick(chat, ann.session, { room: "club", who: "bob" });
  expect(await codeOf(bob.join("club"))).toBe("not_invited");
  await invite(chat, ann.session, { room: "club", who: "bob" });
  await invite(chat, ann.session, { room: "club", who: "cat" });
  await setMost(chat, ann.session, { room: "club", most: 2 });
  const codes = await Promise.all(
    [bob, cat].map((who) => codeOf(who.join("club"))),
  );
  expect(codes).toEqual([undefined, "room_full"]);
  await setMost(chat, ann.session, { room: "club", most: 0 });
  expect(await codeOf(cat.join("club"))).toBe(undefined);
});

test("whoever comes again while he is put out hears first that he was", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "den");
  const line = new FakeLine();
  const ear = { line, encoder: plain };
  const bob = await visit(chat, { name: "bob" }, { address, ear });
  await join(chat, bob, { room: "den" });
  await turns();
  const kicking = kick(chat, ann.session, { room: "den", who: "bob" });
  let told: string[] = [];
  const joining = join(chat, bob, { room: "den" }).then((joined) => {
    told = [...line.story];
    return joined;
  });
  const [, { wasPresent }] = await Promise.all([kicking, joining]);
  expect(wasPresent || told.includes("kicked")).toBe(true);
  await turns();
  // Whatever came last is what he knows.
  expect(bob.presences.size).toBe(wasPresent ? 0 : 1);
});
