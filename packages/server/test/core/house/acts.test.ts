import { expect, test } from "vitest";
import { Acts } from "../../../src/core/house/acts.ts";
import { codeOf, turns } from "../../support/chat.ts";

test("acts in one room go one after the other, those in another beside them", async () => {
  const acts = new Acts();
  const gate = Promise.withResolvers<undefined>();
  const done: string[] = [];
  const all = [
    acts.alone("~a", () => gate.promise.then(() => done.push("a1"))),
    acts.alone("~a", async () => done.push("a2")),
    acts.alone("~b", async () => done.push("b")),
    acts.alone(undefined, async () => done.push("house")),
  ];
  await turns();
  expect(done).toEqual(["b", "house"]);
  gate.resolve(undefined);
  await Promise.all(all);
  expect(done).toEqual(["b", "house", "a1", "a2"]);
});

test("an act that fails holds up nobody", async () => {
  const acts = new Acts();
  const failing = acts.alone("~a", () => Promise.reject(new Error("no")));
  const next = acts.alone("~a", () => Promise.resolve("done"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});

test("what was looked at while a role in the chat changed is looked at again", async () => {
  const acts = new Acts();
  let looks = 0;
  await acts.look(async () => {
    looks++;
    if (looks === 1) await acts.alone(undefined, () => Promise.resolve());
  });
  expect(looks).toBe(2);
});

test("whoever would look for ever is told to try again", async () => {
  const acts = new Acts();
  const looking = acts.look(() =>
    acts.alone(undefined, () => Promise.resolve()),
  );
  expect(await codeOf(looking)).toBe("unavailable");
});
