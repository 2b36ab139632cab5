import { expect, test } from "vitest";
import type { Entry } from "../../src/core/entries.ts";
import type { Notice } from "../../src/core/notices.ts";
import type { Encoder } from "../../src/core/line.ts";
import { broadcast } from "../../src/core/verbs/broadcast.ts";
import { join } from "../../src/core/verbs/join.ts";
import { rename } from "../../src/core/verbs/rename.ts";
import { say } from "../../src/core/verbs/say.ts";
import { register } from "../../src/core/verbs/register.ts";
import { visit } from "../../src/core/verbs/visit.ts";
import { Frame } from "../../src/lib/frame.ts";
import { codeOf, enter, openChat, turns } from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";

const address = "127.0.0.1";

/** Shows everything that is told to the whole chat. */
function worldly(): { encoder: Encoder; told: string[] } {
  const told: string[] = [];
  const encoder: Encoder = {
    encode(what: Entry | Notice) {
      if (what.kind === "arrived" || what.kind === "departed")
        told.push(`${what.kind} ${what.who.name}`);
      if (what.kind === "made" || what.kind === "gone")
        told.push(`${what.kind} ${what.title} ${what.by.name}`);
      return null;
    },
  };
  return { encoder, told };
}

test("everyone in the chat hears who arrives and departs, and which rooms are made and go", async () => {
  const { chat } = await openChat();
  const { encoder, told } = worldly();
  const ear = { line: new FakeLine(), encoder };
  await visit(chat, { name: "ann" }, { address, ear });
  const bob = await enter(chat, { name: "bob" });
  await bob.join("den");
  await bob.leave("den");
  const again = await bob.again();
  await bob.end();
  await again.end();
  await turns();
  expect(told).toEqual([
    "arrived ann",
    "arrived bob",
    "made den bob",
    "gone den bob",
    "departed bob",
  ]);
});

test("when many are here arrivals are told together, and nobody is left out", async () => {
  const { chat } = await openChat({ limits: { bigRoom: 3 } });
  const { encoder, told } = worldly();
  const ear = { line: new FakeLine(), encoder };
  await visit(chat, { name: "ann" }, { address, ear });
  const names = Array.from({ length: 20 }, (_, n) => `guest ${n}`);
  for (const name of names) await visit(chat, { name }, { address, ear });
  await expect.poll(() => told.length).toBe(21);
  expect(told.slice(1)).toEqual(names.map((name) => `arrived ${name}`));
});

test("a broadcast needs a role or the key, and reaches everyone in no room", async () => {
  const { chat, store, guests } = await openChat({
    broadcastKey: "k".repeat(16),
  });
  const [ann, bob] = await guests(["ann", "bob"]);
  const tell = (text: string, key?: string) =>
    broadcast(chat, ann.session, { text, key });
  expect(await codeOf(tell("hear me"))).toBe("not_allowed");
  expect(await codeOf(tell("hear me", "k"))).toBe("not_allowed");
  expect(await codeOf(tell(" ", "k".repeat(16)))).toBe("bad_request");
  await tell("hear me", "k".repeat(16));
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "broadcast");
  const { id } = await register(
    chat,
    { name: "cat", password: "secret" },
    { address },
  );
  await store.identities.setRole(id, "admin");
  const cat = await enter(chat, { name: "cat", password: "secret" });
  await broadcast(chat, cat.session, { text: "me too" });
  await bob.line.until(
    ({ heard }) =>
      heard.filter(({ kind }) => kind === "broadcast").length === 2,
  );
});

test("without a key configured nobody broadcasts by one", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"]);
  for (const key of ["", "undefined"])
    expect(await codeOf(broadcast(chat, ann.session, { text: "x", key }))).toBe(
      "not_allowed",
    );
});

test("a dialect may spare the connection that caused it, also when that reads on behind a lag", async () => {
  const { chat, guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  const sparing: Encoder = {
    encode: (what) => plain.encode(what, undefined),
    spares: () => true,
  };
  const line = new FakeLine();
  const bob = await visit(
    chat,
    { name: "bob" },
    { address, ear: { line, encoder: sparing } },
  );
  await join(chat, bob, { room: "kitchen" });
  await turns();
  await say(chat, bob, { room: "kitchen", text: "mine" });
  await ann.say("kitchen", "ann's");
  await rename(chat, bob, "bill");
  await line.until(({ texts }) => texts.includes("ann's"));
  line.lag();
  await say(chat, bob, { room: "kitchen", text: "mine again" });
  await ann.say("kitchen", "ann's again");
  line.drain();
  await line.until(({ texts }) => texts.includes("ann's again"));
  await turns();
  expect(line.story.filter((told) => !told.startsWith("members"))).toEqual([
    "ann: ann's",
    "ann: ann's again",
  ]);
  expect(ann.line.texts).toEqual([
    "mine",
    "ann's",
    "mine again",
    "ann's again",
  ]);
});

test("the answer goes ahead of the notices that it causes", async () => {
  const { guests } = await openChat();
  const [ann] = await guests(["ann"], "kitchen");
  await turns();
  const renaming = ann.rename("anna");
  let told = -1;
  await renaming.then(() => (told = ann.line.heard.length));
  await turns();
  expect(told).toBe(0);
  expect(ann.line.story).toEqual(["renamed ann anna"]);
});

test("a broadcast spares whoever caused it, also when arrivals are told together", async () => {
  const { chat } = await openChat({
    limits: { bigRoom: 1 },
    broadcastKey: "k".repeat(16),
  });
  const encoder: Encoder = {
    encode: (what) => plain.encode(what, undefined),
    spares: () => true,
  };
  const lines = [new FakeLine(), new FakeLine(), new FakeLine()];
  const sessions = [];
  for (const [n, line] of lines.entries())
    sessions.push(
      await visit(
        chat,
        { name: `guest ${n}` },
        { address, ear: { line, encoder } },
      ),
    );
  const [first] = sessions;
  if (first === undefined) throw new Error("Nobody came.");
  await broadcast(chat, first, { text: "hear me", key: "k".repeat(16) });
  const kinds = (n: number) => lines[n]?.heard.map(({ kind }) => kind);
  await lines[1]?.until(({ heard }) => heard.at(-1)?.kind === "broadcast");
  expect(kinds(0)).not.toContain("broadcast");
  expect(kinds(2)).toContain("broadcast");
});

test("whoever arrives is spared it also when several are told together", async () => {
  const { chat } = await openChat({ limits: { bigRoom: 0 } });
  const encoder: Encoder = {
    encode: (what) =>
      what.kind === "arrived" ? new Frame(what.who.name) : null,
    spares: () => true,
  };
  const heard = new Map<string, string[]>();
  const names = ["ann", "bob", "cat"];
  for (const name of names) {
    const told: string[] = [];
    heard.set(name, told);
    const line = new FakeLine();
    line.send = ({ content }) => {
      if (Buffer.isBuffer(content)) told.push(content.toString());
      else for (const frame of content) line.send(frame);
    };
    await visit(chat, { name }, { address, ear: { line, encoder } });
  }
  await expect.poll(() => heard.get("ann")).toEqual(["bob", "cat"]);
  expect(heard.get("bob")).toEqual(["ann", "cat"]);
  expect(heard.get("cat")).toEqual(["ann", "bob"]);
});
