import { expect, test } from "vitest";
import { edit } from "../../../src/core/verbs/edit.ts";
import { openChat, turns } from "../../support/chat.ts";

const free = { perSecond: Infinity, burst: Infinity };
const limits = { bigRoom: 5, verbs: free, hellos: free };

test("in a big room joins and leaves are told together", async () => {
  const { chat, guests } = await openChat({ limits });
  const [ann] = await guests(["ann"], "hall");
  const names = Array.from({ length: 60 }, (_, n) => `guest ${n}`);
  const crowd = await guests(names, "hall");
  await ann.line.until(({ story }) => story.join(" ").endsWith("guest 59"));
  const told = ann.line.heard.flatMap((what) =>
    what.kind === "joined" ? what.members.map(({ name }) => name) : [],
  );
  expect(told).toEqual(names);
  // Up to the bound each by itself, above it few.
  expect(ann.line.heard.length).toBeLessThan(40);
  const before = ann.line.heard.length;
  const room = chat.rooms.get("hall");
  await Promise.all(crowd.map((each) => each.end()));
  await ann.line.until(
    () =>
      room?.count === 1 && ann.line.story.at(-1)?.startsWith("left") === true,
  );
  await turns();
  const gone = ann.line.heard
    .slice(before)
    .flatMap((what) =>
      what.kind === "left" ? what.members.map(({ name }) => name) : [],
    );
  expect(gone.sort()).toEqual(names.sort());
});

test("who lagged in a big room is told only how many are there", async () => {
  const { guests } = await openChat({ limits });
  const [ann, bob] = await guests(["ann", "bob"], "hall");
  await turns();
  bob.line.lag();
  await guests(["1", "2", "3", "4", "5", "6", "7"], "hall");
  await ann.line.until(({ story }) => story.join(" ").endsWith("7"));
  bob.line.drain();
  await bob.line.until(({ heard }) => heard.at(-1)?.kind === "members");
  const notice = bob.line.heard.at(-1);
  expect(notice).toEqual({
    kind: "members",
    room: expect.stringMatching(/^~/) as string,
    count: 9,
  });
});

test("in a big room everything but what is said can wait a moment, in a small one nothing", async () => {
  const { guests } = await openChat({ limits: { bigRoom: 2 } });
  const [ann, bob, cat] = await guests(["ann", "bob", "cat"], "kitchen");
  const { heard, unhurried } = bob.line;
  await bob.line.until(({ story }) => story.at(-1) === "joined cat");
  const since = heard.length;
  const { entry } = await ann.say("kitchen", "hi");
  const { seq } = entry;
  const correct = (text: string) =>
    edit(ann.chat, ann.session, { room: "kitchen", seq, text });
  await correct("ho");
  await ann.rename("anna");
  await bob.line.until(() => heard.length === since + 3);
  expect(
    heard.slice(since).map((what) => [what.kind, unhurried.includes(what)]),
  ).toEqual([
    ["said", false],
    ["edited", true],
    ["renamed", true],
  ]);
  await cat.leave("kitchen");
  await bob.line.until(() => heard.at(-1)?.kind === "left");
  await correct("hu");
  await bob.line.until(() => heard.at(-1)?.kind === "edited");
  expect(unhurried).not.toContain(heard.at(-1));
});
