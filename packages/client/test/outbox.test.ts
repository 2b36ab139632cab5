import { expect, test } from "vitest";
import { KoineError } from "../src/errors.ts";
import { Outbox } from "../src/outbox.ts";
import { readSaved } from "../src/read-saved.ts";
import type { Kept } from "../src/pending.ts";
import type { Act } from "../src/store.ts";
import { said, ROOM } from "./support/entries.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";

interface Sent extends PromiseWithResolvers<Kept> {
  readonly act: Act;
  readonly text: string;
  readonly key: string;
}

/** An outbox of ann whose other side is played by the test. */
function make(most = 1_000) {
  const platform = new FakePlatform();
  const world = { isOpen: true, me: "ann", cursor: 0, changes: 0 };
  const sent: Sent[] = [];
  const outbox = new Outbox({
    most,
    platform,
    send(_room, act, key) {
      if (!world.isOpen) return undefined;
      const text = "text" in act ? act.text : act.do;
      const answer = { act, text, key, ...Promise.withResolvers<Kept>() };
      sent.push(answer);
      return answer.promise;
    },
    cursor: () => world.cursor,
    me: () => world.me,
    onChange: () => void world.changes++,
  });
  const add = (act: Act) => outbox.add(ROOM, act, platform.key());
  const say = (text: string) => add({ do: "say", text });
  const states = () =>
    outbox.pending(ROOM).map(({ text, status }) => `${text} ${status.is}`);
  const answer = async (n: number, seq: number): Promise<void> => {
    sent[n]?.resolve({ seq, at: seq });
    await settle();
  };
  const refuse = async (n: number, code: KoineError["code"]): Promise<void> => {
    sent[n]?.reject(new KoineError(code, code));
    await settle();
  };
  return { platform, world, sent, outbox, add, say, states, answer, refuse };
}

test("messages of a room go out one after the other, in the order in which they were said", async () => {
  const { sent, say, states, answer } = make();
  for (const text of ["a", "b", "c"]) say(text);
  expect(states()).toEqual(["a sending", "b waiting", "c waiting"]);
  await answer(0, 1);
  await answer(1, 2);
  await answer(2, 3);
  expect(sent.map(({ text }) => text)).toEqual(["a", "b", "c"]);
});

test("a message is pending until both the answer and its entry have come: the answer first", async () => {
  const { outbox, world, say, states, answer } = make();
  const { kept } = say("a");
  await answer(0, 1);
  expect(await kept).toEqual({ seq: 1, at: 1 });
  expect(states()).toEqual(["a kept"]);
  world.cursor = 1;
  outbox.caughtUp(ROOM, 1);
  expect(states()).toEqual([]);
});

test("a message is pending until both have come: the entry first", async () => {
  const { outbox, sent, say, states, answer } = make();
  const { key, kept } = say("a");
  say("b");
  say("c");
  outbox.arrived(said(7, "ann", key));
  expect(await kept).toEqual({ seq: 7, at: 7 });
  expect(states()).toEqual(["b sending", "c waiting"]);
  // Its answer must not let c overtake b.
  await answer(0, 7);
  expect(states()).toEqual(["b sending", "c waiting"]);
  expect(sent).toHaveLength(2);
});

test("an entry of another person with the same key ends nothing", () => {
  const { outbox, say, states } = make();
  const { key } = say("a");
  outbox.arrived(said(7, "bob", key));
  expect(states()).toEqual(["a sending"]);
});

test("after a cut a message goes out again with the same key, and an old answer settles it", async () => {
  const { outbox, sent, world, say, states, answer, refuse } = make();
  say("a");
  await refuse(0, "cut");
  expect(states()).toEqual(["a waiting"]);
  expect(sent).toHaveLength(1);
  world.cursor = 9;
  outbox.pump(ROOM);
  expect(sent[1]?.key).toBe(sent[0]?.key);
  await answer(1, 4);
  expect(states()).toEqual([]);
});

test("a refused message stays as failed, and the next one goes out", async () => {
  const { outbox, sent, say, states, answer, refuse } = make();
  const { key, kept } = say("a");
  say("b");
  await refuse(0, "too_large");
  await expect(kept).rejects.toMatchObject({ code: "too_large" });
  expect(states()).toEqual(["a failed", "b sending"]);
  await answer(1, 1);
  const again = outbox.retry(key);
  expect(again.key).toBe(key);
  expect(sent.at(-1)?.text).toBe("a");
  await answer(2, 2);
  expect(await again.kept).toEqual({ seq: 2, at: 2 });
  expect(() => outbox.retry(key)).toThrow(KoineError);
});

test("a message that waits or has failed can be taken back, one that may have been kept cannot", async () => {
  const { outbox, say, states, refuse } = make();
  const a = say("a");
  const b = say("b");
  expect(outbox.discard(a.key)).toBe(false);
  expect(outbox.discard(b.key)).toBe(true);
  await expect(b.kept).rejects.toMatchObject({ code: "discarded" });
  await refuse(0, "cut");
  expect(outbox.discard(a.key)).toBe(false);
  outbox.pump(ROOM);
  await refuse(1, "not_allowed");
  expect(outbox.discard(a.key)).toBe(true);
  expect(states()).toEqual([]);
});

test("a message refused for speed waits longer each time, and nothing overtakes it", async () => {
  const { platform, sent, say, states, refuse, answer } = make();
  say("a");
  say("b");
  await refuse(0, "rate_limited");
  expect(states()).toEqual(["a waiting", "b waiting"]);
  await platform.pass(999);
  expect(sent).toHaveLength(1);
  await platform.pass(1);
  await refuse(1, "rate_limited");
  await platform.pass(1_999);
  expect(sent).toHaveLength(2);
  await platform.pass(1);
  await answer(2, 1);
  expect(sent.map(({ text }) => text)).toEqual(["a", "a", "a", "b"]);
});

test("a message on which the server fails again and again gives way to the next", async () => {
  const { platform, sent, say, states, refuse } = make();
  say("a");
  say("b");
  for (let n = 0; n < 5; n++) {
    await refuse(n, "internal");
    await platform.pass(15_000);
  }
  expect(states()).toEqual(["a failed", "b sending"]);
  expect(sent).toHaveLength(6);
});

test("what was sent as somebody else is uncertain, until its entry comes after all", async () => {
  const { outbox, world, say, states, refuse } = make();
  const { key, kept } = say("a");
  say("b");
  await refuse(0, "cut");
  world.me = "ann~1";
  outbox.disown("ann~1");
  await expect(kept).rejects.toMatchObject({ code: "uncertain" });
  expect(states()).toEqual(["a failed", "b waiting"]);
  outbox.arrived(said(3, "ann", key));
  expect(states()).toEqual(["b sending"]);
});

test("what was kept as somebody else is kept", async () => {
  const { outbox, say, states, answer } = make();
  say("a");
  await answer(0, 5);
  outbox.disown("ann~1");
  expect(states()).toEqual(["a kept"]);
});

test("no more than the bound are held, failed ones included", async () => {
  const { outbox, say, refuse } = make(2);
  const { key } = say("a");
  say("b");
  expect(() => say("c")).toThrow(/Too many/);
  await refuse(0, "not_allowed");
  expect(() => say("c")).toThrow(/Too many/);
  outbox.discard(key);
  expect(() => say("c")).not.toThrow();
});

test("what was not sent is saved and restored, and goes out under its key", async () => {
  const first = make();
  first.world.isOpen = false;
  for (const text of ["a", "b"]) first.say(text);
  const second = make();
  second.outbox.restore(JSON.parse(JSON.stringify(first.outbox.unsent)));
  second.outbox.restore(first.outbox.unsent);
  second.outbox.pump(ROOM);
  await second.answer(0, 1);
  expect(second.sent.map(({ text, key }) => `${text} ${key}`)).toEqual([
    "a key-1",
    "b key-2",
  ]);
});

test("a room that is called otherwise now takes what is pending with it", async () => {
  const { outbox, say, refuse } = make();
  say("a");
  say("b");
  await refuse(0, "cut");
  outbox.move(ROOM, "~other");
  expect(outbox.pending(ROOM)).toEqual([]);
  expect(outbox.pending("~other").map(({ text }) => text)).toEqual(["a", "b"]);
  outbox.pump("~other");
  outbox.drop("~other");
  expect(outbox.unsent).toEqual([]);
});

test("a snapshot keeps its identity, and so does each message in it", () => {
  const { outbox, say } = make();
  say("a");
  const before = outbox.pending(ROOM);
  expect(outbox.pending(ROOM)).toBe(before);
  say("b");
  expect(outbox.pending(ROOM)[0]).toBe(before[0]);
});

const edit = (text: string, seq = 1): Act => ({ do: "edit", seq, text });
const react = (on: boolean, reaction = "🥕", seq = 1): Act => ({
  do: "react",
  seq,
  reaction,
  on,
});

test("what is done to messages goes out in line with what is said, and stands apart", async () => {
  const { outbox, sent, add, say, answer } = make();
  say("a");
  add({ ...edit("b"), epoch: "e1" });
  add(react(true));
  add({ do: "delete", seq: 2 });
  expect(outbox.pending(ROOM)).toMatchObject([{ text: "a" }]);
  const changes = outbox.changes(ROOM);
  expect(changes).toMatchObject([
    { do: "edit", seq: 1, text: "b", status: { is: "waiting" } },
    { do: "react", seq: 1, reaction: "🥕", on: true },
    { do: "delete", seq: 2 },
  ]);
  expect(outbox.changes(ROOM)).toBe(changes);
  for (const seq of [1, 2, 3, 4]) await answer(seq - 1, seq);
  expect(sent.map(({ act }) => act.do)).toEqual([
    "say",
    "edit",
    "react",
    "delete",
  ]);
});

test("of what has not gone out the last counts: edits, and reactions with one emoji", async () => {
  const { outbox, sent, add, say, answer } = make();
  say("first");
  const edits = [add(edit("a")), add(edit("b"))];
  await expect(edits[0]?.kept).rejects.toMatchObject({ code: "discarded" });
  add(react(true));
  add(react(true, "🧅"));
  add(react(false));
  add(edit("other", 2));
  for (const seq of [1, 2, 3, 4, 5]) await answer(seq - 1, seq);
  expect(sent.map(({ act }) => act)).toMatchObject([
    { do: "say" },
    edit("b"),
    react(true, "🧅"),
    react(false),
    edit("other", 2),
  ]);
  expect(outbox.unsent).toEqual([]);
});

test("an edit that is on the way is not taken back by the next one", async () => {
  const { sent, add, answer } = make();
  add(edit("a"));
  add(edit("b"));
  await answer(0, 2);
  expect(sent.map(({ text }) => text)).toEqual(["a", "b"]);
});

test("who deletes a message does nothing else to it any more, and its text is not kept", () => {
  const { outbox, world, add } = make();
  world.isOpen = false;
  add(edit("secret"));
  add(react(true));
  add(edit("other", 2));
  add({ do: "delete", seq: 1 });
  expect(outbox.unsent).toMatchObject([edit("other", 2), { do: "delete" }]);
});

test("a message that somebody has deleted is deleted, and nothing else is done to it", async () => {
  const { outbox, world, add, refuse, sent } = make();
  const editing = add(edit("secret"));
  const reacting = add(react(true));
  const deleting = add({ do: "delete", seq: 1 });
  add(edit("other", 2));
  world.cursor = 7;
  outbox.gone(ROOM, 1, { seq: 7, at: 7 });
  await expect(editing.kept).rejects.toMatchObject({ code: "no_such_message" });
  await expect(reacting.kept).rejects.toMatchObject({ code: "discarded" });
  expect(await deleting.kept).toEqual({ seq: 7, at: 7 });
  expect(JSON.stringify(outbox.unsent)).not.toContain("secret");
  // The one that was on the way is answered later, and changes nothing.
  expect(sent.at(-1)?.text).toBe("other");
  await refuse(0, "no_such_message");
  expect(outbox.changes(ROOM)).toMatchObject([{ text: "other" }]);
});

test("a refused change tells why until it is tried again, dropped, or another takes its place", async () => {
  const { outbox, add, refuse, answer } = make();
  const { key, kept } = add(edit("a"));
  await refuse(0, "muted");
  await expect(kept).rejects.toMatchObject({ code: "muted" });
  expect(outbox.changes(ROOM)).toMatchObject([
    { key, status: { is: "failed", error: { code: "muted" } } },
  ]);
  outbox.retry(key);
  await refuse(1, "muted");
  add(edit("b"));
  expect(outbox.changes(ROOM)).toMatchObject([{ text: "b" }]);
  await answer(2, 5);
  const refused = add(react(true));
  await refuse(3, "too_many");
  expect(outbox.discard(refused.key)).toBe(true);
  expect(outbox.changes(ROOM)).toMatchObject([{ status: { is: "kept" } }]);
  outbox.caughtUp(ROOM, 5);
  expect(outbox.changes(ROOM)).toEqual([]);
});

test("changes are saved and restored, and go out under their keys", async () => {
  const first = make();
  first.world.isOpen = false;
  const acts: Act[] = [
    { do: "say", text: "a", reply: 3, epoch: "e1" },
    { ...edit("b"), epoch: "e1" },
    { ...react(false), epoch: "e1" },
    { do: "delete", seq: 9, epoch: "e1" },
  ];
  for (const act of acts) first.add(act);
  const stored: unknown = JSON.parse(JSON.stringify(first.outbox.unsent));
  const { unsent } = readSaved({
    rooms: [{ id: ROOM, title: "kitchen" }],
    unsent: stored,
  });
  const second = make();
  second.outbox.restore(unsent);
  second.outbox.pump(ROOM);
  for (const seq of [1, 2, 3, 4]) await second.answer(seq - 1, seq);
  expect(second.sent.map(({ act }) => act)).toEqual(acts);
  expect(second.sent.map(({ key }) => key)).toEqual(
    acts.map((_, n) => `key-${n + 1}`),
  );
});

test("in another log nothing is done to the messages that have those numbers now", async () => {
  const { outbox, world, add, sent } = make();
  world.isOpen = false;
  const editing = add({ ...edit("a"), epoch: "e1" });
  add({ do: "say", text: "b", reply: 1, epoch: "e1" });
  add({ do: "delete", seq: 5, epoch: "e2" });
  outbox.inLog(ROOM, "e2");
  await expect(editing.kept).rejects.toMatchObject({ code: "no_such_message" });
  world.isOpen = true;
  outbox.pump(ROOM);
  expect(sent[0]?.act).toEqual({ do: "say", text: "b" });
  expect(outbox.changes(ROOM)).toMatchObject([
    { status: { is: "failed" } },
    { do: "delete", status: { is: "waiting" } },
  ]);
});
