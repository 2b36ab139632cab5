import { expect, test } from "vitest";
import { join } from "../../../src/core/verbs/join.ts";
import { enterAnonymous, visit } from "../../../src/core/verbs/visit.ts";
import { pageForm } from "../../../src/dialects/rambler/forms.ts";
import { settle } from "../../../src/dialects/rambler/arriving.ts";
import { Talk } from "../../../src/dialects/rambler/talk.ts";
import type { Wire } from "../../../src/wires/wire.ts";
import { openChat, turns, type Someone } from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

/** Answers are not looked at. */
class FakeWire extends FakeLine implements Wire {
  readonly opened = { address: "127.0.0.1", port: 1, path: "/chat" };

  close(): void {}

  override sendAlone(): void {}
}

/** A connection in the lobby that is Anonymous, and bob, who is there too. */
async function begun() {
  const { chat, guests } = await openChat();
  const [bob] = await guests(["bob"], "Free Chat");
  const wire = new FakeWire();
  const parts = { chat, wire, form: pageForm, encoder: plain };
  const talk = new Talk({ ...parts, close: () => undefined });
  await talk.become((visitor) => enterAnonymous(chat, visitor));
  await join(chat, talk.session, { room: "Free Chat" });
  await turns();
  return { chat, talk, wire, bob };
}

const say = (bob: Someone, text: string) => bob.say("Free Chat", text);

test("while the wire lags nothing is owed to it, whoever the connection is by then", async () => {
  const { chat, talk, wire, bob } = await begun();
  const heard = await talk.become((visitor) =>
    visit(chat, { name: "ann" }, visitor),
  );
  await settle(talk, heard, "");
  await turns();
  await say(bob, "one");
  await turns();
  expect(wire.texts).toEqual(["one"]);
  wire.lag();
  await say(bob, "two");
  await turns();
  expect(wire.texts).toEqual(["one"]);
  wire.drain();
  await wire.until(({ texts }) => texts.length === 2);
  await say(bob, "three");
  await turns();
  expect(wire.texts).toEqual(["one", "two", "three"]);
  await talk.end();
});

test("what a lagging connection has not heard yet it hears after it has become someone else", async () => {
  const { chat, talk, wire, bob } = await begun();
  await say(bob, "one");
  await turns();
  wire.lag();
  for (const text of ["two", "three"]) await say(bob, text);
  const become = talk.become((visitor) =>
    visit(chat, { name: "ann" }, visitor),
  );
  const settled = become.then((heard) => settle(talk, heard, ""));
  await turns();
  await say(bob, "four");
  wire.drain();
  await settled;
  await wire.until(({ texts }) => texts.length >= 4);
  await turns();
  expect(wire.texts).toEqual(["one", "two", "three", "four"]);
  await talk.end();
});

test("the session of whoever it was before has ended, and left", async () => {
  const { chat, talk, bob } = await begun();
  const before = talk.session;
  const heard = await talk.become((visitor) =>
    visit(chat, { name: "ann" }, visitor),
  );
  expect(before.hasEnded).toBe(true);
  expect(talk.rooms).toEqual([]);
  await settle(talk, heard, "");
  expect(talk.rooms.map(({ title }) => title)).toEqual(["Free Chat"]);
  await turns();
  expect(bob.line.story).toEqual([
    "joined Anonymous",
    "left Anonymous",
    "joined ann",
  ]);
  await talk.end();
  await turns();
  expect(bob.line.story.at(-1)).toBe("left ann");
});

test("whoever is refused stays who he is, and where he is", async () => {
  const { chat, talk, wire, bob } = await begun();
  const { session } = talk;
  const refused = talk.become((visitor) =>
    visit(chat, { name: "bob" }, visitor),
  );
  await expect(refused).rejects.toThrow("taken");
  expect(talk.session).toBe(session);
  await say(bob, "hi");
  await turns();
  expect(wire.texts).toEqual(["hi"]);
  wire.lag();
  await say(bob, "there");
  await turns();
  expect(wire.texts).toEqual(["hi"]);
  wire.drain();
  await talk.end();
});
