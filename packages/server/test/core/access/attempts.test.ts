import { expect, test } from "vitest";
import { ChatError } from "../../../src/core/errors.ts";
import { hello } from "../../../src/core/verbs/hello.ts";
import { login } from "../../../src/core/verbs/login.ts";
import { changePassword } from "../../../src/core/verbs/password.ts";
import { redeem } from "../../../src/core/verbs/redeem.ts";
import { register } from "../../../src/core/verbs/register.ts";
import {
  codeOf,
  openChat,
  upTo,
  type ChatOptions,
} from "../../support/chat.ts";
import { watched } from "../../support/watched-store.ts";

const password = "secret";
const HOME = "192.0.2.1";
const STRANGE = "203.0.113.9";

async function withBob(options: ChatOptions = {}) {
  const opened = await openChat(options);
  const { chat } = opened;
  const from = (address: string) => ({ address, ear: undefined });
  const bob = await register(chat, { name: "bob", password }, from(HOME));
  return {
    ...opened,
    bob,
    from,
    /** The text of the refusal; undefined when he is in. */
    tried: async (address: string, word: string, name = "bob") => {
      try {
        await login(chat, { name, password: word }, from(address));
        return undefined;
      } catch (error) {
        if (error instanceof ChatError) return error.message;
        throw error;
      }
    },
    /** From a thousand addresses, each with one. */
    attack: async () => {
      for (let n = 0; n < 1_000; n++) {
        const there = from(`198.51.${n >> 8}.${n & 255}`);
        const wrong = { name: "bob", password: `wrong ${n}` };
        await codeOf(login(chat, wrong, there));
      }
    },
  };
}

const LIMITED = "Too many wrong passwords. Wait a minute, then try again.";

test.each(["memory:", "sqlite:"] as const)(
  "on %s, a thousand wrong passwords from elsewhere do not keep someone out of where he has a token",
  async (store) => {
    const { chat, from, tried, attack } = await withBob({ store });
    const params = { name: "bob", password };
    const { session } = await hello(chat, params, from(HOME));
    await chat.end(session);
    await attack();
    expect(await tried(STRANGE, password)).toBe(LIMITED);
    expect(await tried(HOME, password)).toBe(undefined);
  },
);

test("nor of where he logged in by his password alone, nor of where he is now", async () => {
  const { chat, from, tried, attack } = await withBob();
  const params = { name: "bob", password };
  await chat.end(await login(chat, params, from("192.0.2.2")));
  const session = await login(chat, params, from("2001:db8::1"));
  await attack();
  expect(await tried("192.0.2.2", password)).toBe(undefined);
  // One caller has the whole network.
  expect(await tried("2001:db8::abcd", password)).toBe(undefined);
  expect(await tried("2001:db8:0:1::1", password)).toBe(LIMITED);
  const other = { old: password, password: "another" };
  expect(await codeOf(changePassword(chat, session, other))).toBe(undefined);
});

test("where he is at home wrong passwords have a rate of their own", async () => {
  const { chat, clock, from, tried } = await withBob({
    limits: { logins: { perSecond: 1, burst: 3 } },
  });
  const params = { name: "bob", password };
  await chat.end(await login(chat, params, from(HOME)));
  for (let n = 0; n < 3; n++)
    expect(await tried(HOME, "wrong")).toMatch(/^The password is wrong/);
  expect(await tried(HOME, password)).toBe(LIMITED);
  // Elsewhere nothing of it is known.
  expect(await tried(STRANGE, password)).toBe(undefined);
  clock.now += 1_000;
  expect(await tried(HOME, password)).toBe(undefined);
});

test("an address is told the same, and as much is read, whether there is such an account, and whoever is at home elsewhere", async () => {
  let calls: string[] = [];
  const { chat, from, tried, attack } = await withBob({
    limits: { logins: { perSecond: 0.01, burst: 3 } },
    wrap: (inner) => {
      const seen = watched(inner);
      calls = seen.calls;
      return seen.store;
    },
  });
  const asked = async (name: string) => {
    calls.length = 0;
    const told = await tried(STRANGE, "wrong", name);
    return { told: told?.replaceAll(name, "…"), calls: [...calls] };
  };
  const reads = ["identities.accountByFolded", "identities.tokensOf"];
  await hello(chat, { name: "bob", password }, from(HOME));
  expect((await asked("bob")).calls).toEqual(reads);
  expect((await asked("nobody")).calls).toEqual(reads);
  await attack();
  for (let n = 0; n < 3; n++)
    await codeOf(
      login(chat, { name: "nobody", password }, from(`192.0.2.${n + 10}`)),
    );
  const [known, unknown] = [await asked("bob"), await asked("nobody")];
  expect(known).toEqual({ told: LIMITED, calls: reads });
  expect(unknown).toEqual(known);
});

test("an address whose own rate is used up is refused before anything is read", async () => {
  let calls: string[] = [];
  const { tried } = await withBob({
    limits: { logins: { perSecond: 0.01, burst: 3 } },
    wrap: (inner) => {
      const seen = watched(inner);
      calls = seen.calls;
      return seen.store;
    },
  });
  for (let n = 0; n < 3; n++) await tried(STRANGE, "wrong", `nobody ${n}`);
  calls.length = 0;
  expect(await tried(STRANGE, password)).toBe(LIMITED);
  expect(calls).toEqual([]);
});

test("one network of IPv6 has the rates of one address", async () => {
  const { tried } = await withBob({
    limits: { logins: { perSecond: 0.01, burst: 3 } },
  });
  for (let n = 1; n <= 3; n++)
    await tried(`2001:db8::${n}`, "wrong", `nobody ${n}`);
  expect(await tried("2001:db8::4", password)).toBe(LIMITED);
  expect(await tried("2001:db8:0:1::4", password)).toBe(undefined);
});

test("however many log in at once with the right password from one address, all come in", async () => {
  const limits = { logins: { perSecond: 0.01, burst: 3 } };
  const { chat, from, tried } = await withBob({ limits });
  await chat.end(await login(chat, { name: "bob", password }, from(HOME)));
  for (const address of [HOME, STRANGE]) {
    const all = await Promise.all(upTo(60).map(() => tried(address, password)));
    expect(new Set(all)).toEqual(new Set([undefined]));
  }
});

test("of many wrong passwords at once no more are looked at than may be wrong", async () => {
  let looked = 0;
  const limits = { logins: { perSecond: 0.01, burst: 3 } };
  const { chat, tried } = await withBob({ limits });
  const { hashing } = chat;
  const verify = hashing.verify.bind(hashing);
  hashing.verify = (hash, word) => {
    looked++;
    return verify(hash, word);
  };
  const all = await Promise.all(upTo(40).map(() => tried(STRANGE, "wrong")));
  expect(looked).toBe(3);
  expect(all.filter((told) => told === LIMITED)).toHaveLength(37);
});

test("those who wait are bounded, and told to come again", async () => {
  const limits = { logins: { perSecond: 0.01, burst: 1 } };
  const { tried } = await withBob({ limits });
  const all = await Promise.all(upTo(203).map(() => tried(STRANGE, password)));
  expect(all.filter((told) => told === undefined)).toHaveLength(201);
  expect(all.at(-1)).toBe(
    "Too many log in at once. Wait some seconds, then try again.",
  );
  expect(await tried(STRANGE, password)).toBe(undefined);
});

test("too many wrong links are told so", async () => {
  const { chat, from } = await withBob({
    limits: { logins: { perSecond: 0.01, burst: 1 } },
  });
  const opened = () =>
    redeem(chat, { token: "none", password }, from(STRANGE)).catch(
      (error: unknown) => error,
    );
  expect(await opened()).toMatchObject({ code: "bad_token" });
  expect(await opened()).toMatchObject({
    code: "rate_limited",
    message:
      "Too many links that are not good. Wait a minute, then open yours again.",
  });
});
