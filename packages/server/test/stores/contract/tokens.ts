// The contract of tokens: several to an identity, at most 50.
import { expect, test } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  bob,
  cat,
  makeGuest,
  opened,
  tokenOf,
  type Open,
} from "./world.ts";

/** Hashes whose own order is not the order in which they are numbered. */
const token = (n: number): Uint8Array =>
  tokenOf(String((n * 7_919) % 10_007).padStart(16, "0"));

/** Which of the first `count` tokens are ann's. */
async function held(store: Store, count: number): Promise<readonly number[]> {
  const numbers = [];
  for (const n of upTo(count)) {
    const owner = await store.identities.byToken(token(n));
    if (owner?.id === ann) numbers.push(n);
  }
  return numbers;
}

export function tokens(open: Open): void {
  test("every token of an identity finds it, until it is removed", async () => {
    const store = await opened(open);
    const { identities } = store;
    const first = await makeGuest(store, ann);
    await identities.addToken(ann, token(1), 2_000);
    await identities.addToken(ann, token(2), 2_000);
    expect((await identities.byToken(first))?.id).toBe(ann);
    expect(await held(store, 2)).toEqual([1, 2]);
    const removed = [token(1), token(1), token(9)].map((hash) =>
      identities.removeToken(hash),
    );
    expect(await Promise.all(removed)).toEqual([true, false, false]);
    expect(await held(store, 2)).toEqual([2]);
    expect((await identities.byToken(first))?.id).toBe(ann);
    await identities.addToken(ann, token(1), 3_000);
    expect(await held(store, 2)).toEqual([1, 2]);
  });

  test.each([
    ["at times of their own", (n: number) => 1_000 + n],
    ["all at one time", () => 1_000],
    ["while the clock goes back", (n: number) => 9_000 - n],
  ])(
    "of more than 50 tokens, added %s, the oldest goes",
    async (_when, timeOf) => {
      const store = await opened(open);
      const { identities } = store;
      await identities.createAccount(accountOf(ann), 1_000);
      await identities.createAccount(accountOf(bob), 1_000);
      await identities.addToken(bob, tokenOf(bob), 0);
      const add = (numbers: readonly number[]) =>
        Promise.all(
          numbers.map((n) => identities.addToken(ann, token(n), timeOf(n))),
        );
      await add(upTo(50));
      expect(await held(store, 60)).toEqual(upTo(50));
      await add([51]);
      expect(await held(store, 60)).toEqual(upTo(51, 2));
      await add([52, 53]);
      expect(await held(store, 60)).toEqual(upTo(53, 4));
      // One taken makes room for one.
      await identities.removeToken(token(30));
      await add([54]);
      const left = upTo(54, 4).filter((n) => n !== 30);
      expect(await held(store, 60)).toEqual(left);
      expect((await identities.byToken(tokenOf(bob)))?.id).toBe(bob);
    },
  );

  test("a token that is taken, or of nobody, is refused and changes nothing", async () => {
    const store = await opened(open);
    const { identities } = store;
    await makeGuest(store, ann);
    await makeGuest(store, bob);
    const ends = await Promise.all([
      codeOf(identities.addToken(ann, tokenOf(bob), 2_000)),
      codeOf(identities.addToken(cat, token(1), 2_000)),
      codeOf(identities.addToken(ann, token(2), 2_000)),
    ]);
    expect(ends).toEqual(["unavailable", "unavailable", undefined]);
    expect((await identities.byToken(tokenOf(bob)))?.id).toBe(bob);
    expect(await held(store, 2)).toEqual([2]);
    await makeGuest(store, cat);
    expect(await identities.byToken(token(1))).toBeUndefined();
  });

  test("with a guest who is forgotten go all his tokens", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    await store.identities.addToken(ann, token(1), 2_000);
    const nobody = new Set<string>();
    await store.identities.forgetGuests(9_000, 9_000, nobody, nobody);
    expect(await store.identities.byToken(tokenOf(ann))).toBeUndefined();
    expect(await held(store, 1)).toEqual([]);
    await makeGuest(store, ann);
    expect(await held(store, 1)).toEqual([]);
  });
}
