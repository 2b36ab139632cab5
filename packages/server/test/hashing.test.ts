// Password hashing, with real hashes.
import { expect, test, vi } from "vitest";
import { createHashing } from "../src/hashing.ts";
import { upTo } from "./support/chat.ts";

const argon2 = vi.hoisted(() => ({ running: 0, most: 0 }));

// The library itself, with a count of how many of its hashes are under way.
vi.mock(import("@node-rs/argon2"), async (original) => {
  const library = await original();
  const counted =
    <Args extends unknown[], R>(work: (...args: Args) => Promise<R>) =>
    async (...args: Args): Promise<R> => {
      argon2.running++;
      argon2.most = Math.max(argon2.most, argon2.running);
      return work(...args).finally(() => argon2.running--);
    };
  return {
    ...library,
    hash: counted(library.hash),
    verify: counted(library.verify),
  };
});

test("a password is known by its hash, and no other is", async () => {
  const hashing = createHashing({ most: 2 });
  const hash = await hashing.hash("pässword 😀");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hashing.verify(hash, "pässword 😀")).toBe(true);
  for (const other of ["password", "pässword 😀 ", "PÄSSWORD 😀", ""])
    expect(await hashing.verify(hash, other)).toBe(false);
});

test("the same password has another hash each time", async () => {
  const hashing = createHashing({ most: 2 });
  const [one, two] = await Promise.all([
    hashing.hash("secret 1"),
    hashing.hash("secret 1"),
  ]);
  expect(one).not.toBe(two);
});

test("no password fits a hash that cannot be read", async () => {
  const hashing = createHashing({ most: 2 });
  const hash = await hashing.hash("secret 1");
  const unreadable = [
    "",
    "secret 1",
    hash.slice(0, -8),
    hash.slice(0, hash.lastIndexOf("$")),
    hash.replace("t=2", "t=0"),
    "$2b$10$abcdefghijklmnopqrstuuN3PNPqg1ySgmcHFyTpWJqGvQ3N5K5ZS",
  ];
  for (const one of unreadable)
    expect(await hashing.verify(one, "secret 1")).toBe(false);
  // And the places are free again.
  expect(await hashing.verify(hash, "secret 1")).toBe(true);
});

test("no more run at once than may, and the event loop goes on beside them", async () => {
  const hashing = createHashing({ most: 2 });
  argon2.most = 0;
  let left = 12;
  const all = upTo(left).map(async (n) => {
    await hashing.hash(`secret ${n}`);
    left--;
  });
  let turns = 0;
  while (left > 0) {
    await new Promise(setImmediate);
    turns++;
  }
  await Promise.all(all);
  expect(argon2.most).toBe(2);
  expect(turns).toBeGreaterThan(12);
});

test("they are served in the order in which they came", async () => {
  const hashing = createHashing({ most: 1 });
  const ended: number[] = [];
  await Promise.all(
    upTo(6).map(async (n) => {
      await hashing.hash("secret 1");
      ended.push(n);
    }),
  );
  expect(ended).toEqual(upTo(6));
});

test("of those who wait 1,000 are served, and the next is refused at once", async () => {
  const hashing = createHashing({ most: 1 });
  const first = hashing.hash("secret 1");
  // These cost nothing when their turn comes.
  const waiting = upTo(1_000).map(() => hashing.verify("unreadable", ""));
  const refused = { code: "unavailable", message: /Too many log in at once/ };
  for (const late of [hashing.verify("", ""), hashing.hash("secret 1")])
    await expect(late).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(refused.message) as string,
    });
  await first;
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([false]));
  expect(await hashing.hash("secret 1")).toMatch(/^\$argon2id/);
});
