import { expect, test } from "vitest";
import { defaultLimits } from "../../../src/core/limits.ts";
import { Pace } from "../../../src/core/pace/pace.ts";
import { Paces } from "../../../src/core/pace/paces.ts";
import { codeOf, enter, openChat } from "../../support/chat.ts";

test("whoever goes and comes back has no other pace than who stays", async () => {
  const { chat, clock, guests } = await openChat({
    limits: { says: { perSecond: 1, burst: 3 } },
  });
  let [ann] = await guests(["ann"], "hall");
  for (let n = 0; n < 3; n++) {
    await ann.say("hall", "hi");
    await ann.end();
    ann = await ann.again();
    await ann.join("hall");
  }
  expect(await codeOf(ann.say("hall", "hi"))).toBe("rate_limited");
  await ann.end();
  clock.now += 1_000;
  ann = await ann.again();
  expect(await codeOf(ann.say("hall", "hi"))).toBe(undefined);
  expect(await codeOf(ann.say("hall", "hi"))).toBe("rate_limited");
  const bob = await enter(chat, { name: "bob" });
  expect(await codeOf(bob.say("hall", "hi"))).toBe("not_member");
});

test("to come back is a request like any other", async () => {
  const { chat, clock, guests } = await openChat({
    limits: { verbs: { perSecond: 1, burst: 3 } },
  });
  const [ann] = await guests(["ann"]);
  await ann.end();
  const come = () => codeOf(ann.again().then((again) => again.end()));
  const codes = [];
  for (let n = 0; n < 5; n++) codes.push(await come());
  const limited = "rate_limited";
  expect(codes).toEqual([undefined, undefined, undefined, limited, limited]);
  expect(await codeOf(enter(chat, { name: "ann" }))).toBe(undefined);
  clock.now += 1_000;
  expect(await come()).toBe(undefined);
});

test("what is as good as new is forgotten, and of too many who went first", () => {
  const paces = new Paces(defaultLimits, 2);
  const used = (): Pace => {
    const pace = new Pace(defaultLimits, 0);
    pace.verb(0);
    return pace;
  };
  paces.went("ann", new Pace(defaultLimits, 0), 0);
  expect(paces.size).toBe(0);
  const [ann, bob, cat] = [used(), used(), used()];
  paces.went("ann", ann, 0);
  paces.went("bob", bob, 0);
  paces.went("ann", ann, 0);
  paces.went("cat", cat, 0);
  expect(paces.size).toBe(2);
  expect(paces.of("ann", 0)).toBe(ann);
  expect(paces.of("bob", 0)).not.toBe(bob);
  paces.came("cat");
  paces.sweep(0);
  expect(paces.size).toBe(1);
  paces.sweep(60_000);
  expect(paces.size).toBe(0);
});
