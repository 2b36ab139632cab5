// What was read of someone while it changed, and comes late: he is read again, and does not come in by what was taken.
import { expect, test } from "vitest";
import type { IdentityStore } from "../../../src/core/ports/identity-store.ts";
import { changePassword } from "../../../src/core/verbs/password.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { revoke } from "../../../src/core/verbs/revoke.ts";
import {
  closeToken,
  factsOf,
  makeToken,
  tokenByPassword,
} from "../../../src/core/verbs/token.ts";
import { changedStore } from "../../support/changed-store.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import { account, come, password } from "../../support/order.ts";

const home = { address: "127.0.0.1", ear: undefined };

type Held = "reads" | "names" | "tokens";

/**
 * A chat whose store, once it is told to, gives what it has read only when it is let go: everything, or names alone; or
 * keeps a token only then.
 */
async function openLate() {
  let held: PromiseWithResolvers<undefined> | undefined;
  let what: Held = "reads";
  const after = { read: () => {} };
  const late =
    <A extends unknown[], R>(
      read: (...args: A) => Promise<R>,
      ...when: readonly Held[]
    ) =>
    async (...args: A): Promise<R> => {
      const promise = when.includes(what) ? held?.promise : undefined;
      const found = await read(...args);
      await promise;
      after.read();
      return found;
    };
  const parts = await openChat({
    wrap: (store) => {
      const on = store.identities;
      const changed: Partial<IdentityStore> = {
        byToken: late((hash, now) => on.byToken(hash, now), "reads"),
        accountByFolded: late(
          (folded) => on.accountByFolded(folded),
          "reads",
          "names",
        ),
        addToken: async (...args) => {
          if (what === "tokens") await held?.promise;
          return on.addToken(...args);
        },
      };
      return changedStore(store, { identities: changed });
    },
  });
  return {
    ...parts,
    /** What happens whenever something was read. */
    after,
    /** From now on this is kept back, until the returned function is called. */
    hold(kind: Held = "reads"): () => void {
      const here = Promise.withResolvers<undefined>();
      held = here;
      what = kind;
      return () => {
        held = undefined;
        here.resolve(undefined);
      };
    },
  };
}

test.each([true, false])(
  "a token that is taken back meanwhile lets nobody in (revoked: %s)",
  async (isRevoked) => {
    for (const isHere of [true, false]) {
      const { chat, hold } = await openLate();
      const ann = await account(chat, "ann");
      const there = await come(chat, { name: "ann", password });
      const id = there.session.credential?.id ?? "";
      await there.end();
      const letGo = hold();
      const coming = codeOf(come(chat, { token: there.token }));
      await turns();
      if (isRevoked) await revoke(chat, ann.session, id);
      else await closeToken(chat, there.token);
      if (!isHere) await ann.end();
      letGo();
      expect([isHere, await coming]).toEqual([isHere, "bad_token"]);
    }
  },
);

test("a password that is changed meanwhile lets nobody in, and gives no token", async () => {
  const { chat, hold, store } = await openLate();
  const ann = await account(chat, "ann");
  const one = { name: "ann", password };
  const letGo = hold();
  const coming = codeOf(come(chat, one));
  const forForm = codeOf(tokenByPassword(chat, one, home));
  await turns();
  const { id } = ann.session.identity;
  // As another connection has done it.
  await store.identities.setPassword(id, "hash of other", undefined);
  chat.house.arrivals.touch(id);
  letGo();
  expect([await coming, await forForm]).toEqual(["bad_login", "bad_login"]);
  expect(await store.identities.tokensOf(id)).toEqual([]);
  const change = { old: "other", password: "new word" };
  expect(await codeOf(changePassword(chat, ann.session, change))).toBe(
    undefined,
  );
});

test.each([true, false])(
  "a token that is taken back while the name is looked up lets nobody in, whoever else comes (first: %s)",
  async (isFirst) => {
    const { chat, hold } = await openLate();
    const ann = await come(chat, { name: "ann" });
    const other = makeToken({ scopes: undefined, until: undefined });
    const { hash } = other.credential;
    const facts = factsOf({ address: "" });
    await chat.store.identities.addToken(ann.id, hash, chat.now(), facts);
    await ann.end();
    const letGo = hold("names");
    const tokens = [ann.token, other.token];
    if (!isFirst) tokens.reverse();
    const both = tokens.map((token) => codeOf(come(chat, { token })));
    await turns();
    await closeToken(chat, ann.token);
    letGo();
    const codes = await Promise.all(both);
    if (!isFirst) codes.reverse();
    expect(codes).toEqual(["bad_token", undefined]);
    expect(chat.sessionsOf(ann.id).length).toBe(1);
  },
);

test("a token that is kept late, for a password that was changed meanwhile, is taken back", async () => {
  const { chat, hold, store } = await openLate();
  const ann = await account(chat, "ann");
  const letGo = hold("tokens");
  const forForm = codeOf(
    tokenByPassword(chat, { name: "ann", password }, home),
  );
  const coming = codeOf(come(chat, { name: "ann", password }));
  await turns();
  const change = { old: password, password: "new word" };
  await changePassword(chat, ann.session, change);
  letGo();
  expect([await forForm, await coming]).toEqual(["unavailable", "unavailable"]);
  const tokens = await store.identities.tokensOf(ann.id);
  expect(tokens.map(({ id }) => id)).toEqual([ann.session.credential?.id]);
});

test("a role that is taken meanwhile is not had", async () => {
  const { chat, hold } = await openLate();
  const owner = await account(chat, "owner", "owner");
  const bob = await account(chat, "bob", "admin");
  await bob.end();
  const letGo = hold();
  const byToken = come(chat, { token: bob.token });
  const byPassword = come(chat, { name: "bob", password });
  await turns();
  await owner.role({ who: bob.id, role: "member" });
  letGo();
  for (const { session } of await Promise.all([byToken, byPassword]))
    expect(session.identity.role).toBe(undefined);
});

test("a guest who becomes an account meanwhile comes back as one", async () => {
  const { chat, hold } = await openLate();
  const bob = await come(chat, { name: "bob" });
  const letGo = hold();
  const coming = come(chat, { token: bob.token });
  await turns();
  // Past the reads that are held, as if they had come before.
  const { id } = bob;
  await chat.store.identities.createAccount(
    { id, name: "bob", folded: "bob", passwordHash: "-" },
    0,
  );
  chat.house.arrivals.touch(id);
  await bob.end();
  letGo();
  expect((await coming).session.identity.kind).toBe("account");
});

test("whoever registers tells those who are just coming back", async () => {
  const { chat } = await openLate();
  const bob = await come(chat, { name: "bob" });
  const arrival = chat.house.arrivals.begin();
  await register(chat, { name: "bob", password }, bob.session);
  expect(arrival.isStale(bob.id)).toBe(true);
  arrival.end();
});

test("whoever is changed again and again is told to try again, and not kept waiting", async () => {
  const { chat, after } = await openLate();
  const ann = await account(chat, "ann");
  after.read = () => chat.house.arrivals.touch(ann.id);
  for (const params of [{ token: ann.token }, { name: "ann", password }])
    expect(await codeOf(come(chat, params))).toBe("unavailable");
});
