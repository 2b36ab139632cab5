// The contract of tokens: several to an identity, at most 50, each with what is kept of it.
import { expect, test } from "vitest";
import { tokenIdOf } from "../../../src/core/ids.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { TokenFacts } from "../../../src/core/ports/identity-store.ts";
import { codeOf, upTo } from "../../support/chat.ts";
import {
  accountOf,
  ann,
  bob,
  cat,
  makeGuest,
  opened,
  ownerOf,
  tokenOf,
  type Open,
} from "./world.ts";

/** Hashes whose own order is not the order in which they are numbered. */
const token = (n: number): Uint8Array =>
  tokenOf(
    String((n * 7_919) % 10_007)
      .padStart(8, "0")
      .padEnd(16, "0"),
  );

/** What is kept of a token of which nothing is said. */
const plain: TokenFacts = {
  label: "",
  scopes: undefined,
  door: "",
  address: "",
  until: undefined,
};

/** Which of the first `count` tokens are ann's. */
async function held(store: Store, count: number): Promise<readonly number[]> {
  const numbers = [];
  for (const n of upTo(count)) {
    const owner = await ownerOf(store, token(n));
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
    expect((await ownerOf(store, first))?.id).toBe(ann);
    expect(await held(store, 2)).toEqual([1, 2]);
    const removed = [token(1), token(1), token(9)].map((hash) =>
      identities.removeToken(hash),
    );
    expect(await Promise.all(removed)).toEqual([true, false, false]);
    expect(await held(store, 2)).toEqual([2]);
    expect((await ownerOf(store, first))?.id).toBe(ann);
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
      expect((await ownerOf(store, tokenOf(bob)))?.id).toBe(bob);
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
    expect((await ownerOf(store, tokenOf(bob)))?.id).toBe(bob);
    expect(await held(store, 2)).toEqual([2]);
    await makeGuest(store, cat);
    expect(await ownerOf(store, token(1))).toBeUndefined();
  });

  test("with a guest who is forgotten go all his tokens", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    await store.identities.addToken(ann, token(1), 2_000);
    const nobody = new Set<string>();
    await store.identities.forgetGuests(9_000, 9_000, nobody, nobody);
    expect(await ownerOf(store, tokenOf(ann))).toBeUndefined();
    expect(await held(store, 1)).toEqual([]);
    await makeGuest(store, ann);
    expect(await held(store, 1)).toEqual([]);
  });

  test("what is kept of a token comes with it, and with the others, the newest first", async () => {
    const { identities } = await opened(open);
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.createAccount(accountOf(bob), 1_000);
    const guest = { id: cat, kind: "guest", name: "cat" } as const;
    const facts = [
      {
        label: "mÿ bot 😀",
        scopes: ["read", "write"] as const,
        door: "native",
        address: "10.0.0.1",
        until: 9_000,
      },
      { ...plain, label: "nothing", scopes: [] },
      { ...plain, door: "rambler", address: "::1" },
    ];
    expect(await identities.tokensOf(ann)).toEqual([]);
    for (const [i, one] of facts.entries())
      await identities.addToken(ann, token(i), 2_000 + i, one);
    await identities.addToken(ann, token(3), 2_003);
    await identities.addToken(bob, token(4), 2_004, facts[0]);
    const [first] = facts;
    await identities.createGuest(guest, token(5), 2_005, first);
    const records = [...facts, plain].map((one, i) => ({
      ...one,
      id: tokenIdOf(token(i)),
      at: 2_000 + i,
    }));
    expect(await identities.tokensOf(ann)).toEqual(records.toReversed());
    for (const [i, record] of records.entries())
      expect(await identities.byToken(token(i), 3_000)).toEqual({
        identity: { id: ann, kind: "account", name: "ann" },
        token: record,
      });
    const his = { ...first, id: tokenIdOf(token(5)), at: 2_005 };
    expect(await identities.tokensOf(cat)).toEqual([his]);
    expect(await identities.byToken(token(5), 3_000)).toEqual({
      identity: guest,
      token: his,
    });
  });

  test("a token past its time is nobody's", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.addToken(ann, token(1), 2_000, { ...plain, until: 5_000 });
    const owner = async (now: number) =>
      (await identities.byToken(token(1), now))?.identity.id;
    expect(await owner(4_999)).toBe(ann);
    expect(await owner(5_000)).toBeUndefined();
    // It goes for good with the next that is given out after.
    const idsOf = async () =>
      (await identities.tokensOf(ann)).map(({ id }) => id);
    await identities.addToken(ann, token(2), 4_999);
    expect(await idsOf()).toEqual([token(2), token(1)].map(tokenIdOf));
    await identities.addToken(ann, token(3), 5_000);
    expect(await idsOf()).toEqual([token(3), token(2)].map(tokenIdOf));
    expect(await owner(1_000)).toBeUndefined();
  });

  test("a token is taken back by its id, by whoever has it", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.createAccount(accountOf(bob), 1_000);
    const hash = new Uint8Array(32).fill(0xab);
    await identities.addToken(ann, hash, 2_000);
    await identities.addToken(ann, token(1), 2_000);
    const id = tokenIdOf(hash);
    for (const other of [id.slice(1), id.toUpperCase(), `${id}00`, "", "%"])
      expect(await identities.removeTokenById(ann, other)).toBe(false);
    expect(await identities.removeTokenById(bob, id)).toBe(false);
    expect((await ownerOf(store, hash))?.id).toBe(ann);
    const ends = [id, id].map((one) => identities.removeTokenById(ann, one));
    expect(await Promise.all(ends)).toEqual([true, false]);
    expect(await ownerOf(store, hash)).toBeUndefined();
    expect(await held(store, 1)).toEqual([1]);
  });

  test("of more than 50 one without a label goes before those with one, and never the newest", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    const add = (numbers: readonly number[], label: string) =>
      Promise.all(
        numbers.map((n) =>
          identities.addToken(ann, token(n), 1_000, { ...plain, label }),
        ),
      );
    await add(upTo(48), "bot");
    await add([49, 50], "");
    await add([51], "bot");
    expect(await held(store, 60)).toEqual(upTo(51).filter((n) => n !== 49));
    await add([52], "");
    const bots = [...upTo(48), 51];
    expect(await held(store, 60)).toEqual([...bots, 52]);
    await add([53], "bot");
    expect(await held(store, 60)).toEqual([...bots, 53]);
    // All have a label: the oldest of them, even for one without.
    await add([54], "");
    expect(await held(store, 60)).toEqual([...bots.slice(1), 53, 54]);
  });
}
