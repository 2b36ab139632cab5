// Passwords: changed by whoever knows the old one, or by a one-time link; everyone who came by the old one is out.
import { expect, onTestFinished, test, vi } from "vitest";
import { hashToken } from "../../../src/core/ids.ts";
import { apiToken } from "../../../src/core/verbs/api-token.ts";
import { login } from "../../../src/core/verbs/login.ts";
import {
  changePassword,
  changePasswordOf,
} from "../../../src/core/verbs/password.ts";
import { redeem } from "../../../src/core/verbs/redeem.ts";
import { reset } from "../../../src/core/verbs/reset.ts";
import { tokenByPassword } from "../../../src/core/verbs/token.ts";
import { codeOf, openChat, turns } from "../../support/chat.ts";
import {
  account,
  acts,
  come,
  elsewhere,
  password,
  type Seen,
} from "../../support/order.ts";

const home = { address: "127.0.0.1", ear: undefined };
const change = (who: Seen, old = password, other = "other word") =>
  changePassword(who.chat, who.session, { old, password: other });

test("another password ends every other session at once, and their tokens", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann");
  const twin = await come(chat, { token: ann.token });
  const there = await come(chat, { name: "ann", password });
  const tokenless = await login(chat, { name: "ann", password }, home);
  const made = await apiToken(chat, ann.session, {
    label: "bot",
    scopes: ["read"],
  });
  const bot = await come(chat, { token: made.token });
  await change(ann);
  for (const { ends } of [there, bot]) expect(ends.length).toBe(1);
  expect(tokenless.isOver).toBe(true);
  expect([ann.ends, twin.ends]).toEqual([[], []]);
  for (const token of [there.token, made.token])
    expect(await codeOf(come(chat, { token }))).toBe("bad_token");
  expect(await codeOf(come(chat, { token: ann.token }))).toBe(undefined);
  expect(await codeOf(come(chat, { name: "ann", password }))).toBe("bad_login");
});

test("it is refused to whoever does not know the old one, or has none", async () => {
  const { chat } = await openChat();
  const ann = await account(chat, "ann");
  const there = await come(chat, { name: "ann", password });
  expect(await codeOf(change(ann, "wrong"))).toBe("bad_login");
  expect(await codeOf(change(ann, password, "x"))).toBe("bad_password");
  expect(there.ends).toEqual([]);
  const guest = await come(chat, { name: "guest" });
  expect(await codeOf(change(guest))).toBe("not_allowed");
});

test("whoever comes in by the old password while it changes is not in, and has no token", async () => {
  for (let wait = 0; wait < 14; wait++) {
    const { chat, store } = await openChat();
    const ann = await account(chat, "ann");
    const coming = come(chat, { name: "ann", password });
    const forForm = tokenByPassword(chat, { name: "ann", password }, home);
    const codes = [codeOf(coming), codeOf(forForm)];
    await turns(wait);
    await change(ann);
    await Promise.all(codes);
    await turns();
    const tokens = await store.identities.tokensOf(ann.id);
    expect([wait, tokens.map(({ id }) => id)]).toEqual([
      wait,
      [ann.session.credential?.id],
    ]);
    expect(chat.sessionsOf(ann.id)).toEqual([ann.session]);
  }
});

test("a token that is made while the password changes elsewhere does not outlive it", async () => {
  for (let wait = 0; wait < 8; wait++) {
    const { chat, store } = await openChat();
    const ann = await account(chat, "ann");
    const there = await come(chat, { name: "ann", password });
    const changing = change(ann);
    await turns(wait);
    const making = codeOf(
      apiToken(chat, there.session, { label: "bot", scopes: ["read"] }),
    );
    await Promise.all([changing, making]);
    await turns();
    const tokens = await store.identities.tokensOf(ann.id);
    expect(tokens.map(({ id }) => id)).toEqual([ann.session.credential?.id]);
  }
});

test("of two who change it at once, each knowing the old one, one does", async () => {
  const { chat } = await openChat();
  await account(chat, "ann");
  const name = "ann";
  const codes = await Promise.all(
    ["first", "second"].map((word) =>
      codeOf(
        changePasswordOf(chat, { name, old: password, password: word }, "::1"),
      ),
    ),
  );
  expect(codes.filter((code) => code === undefined).length).toBe(1);
  expect(codes).toContain("unavailable");
});

test("a one-time link sets another password once, and ends every session", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  const ann = await account(chat, "ann");
  const { token } = await reset(chat, admin.session, "ann");
  expect(ann.ends).toEqual([]);
  const wanted = { token, password: "found again" };
  expect(await codeOf(redeem(chat, { token, password: "x" }, home))).toBe(
    "bad_password",
  );
  expect(await redeem(chat, wanted, home)).toBe("ann");
  expect(ann.ends.length).toBe(1);
  expect(await codeOf(redeem(chat, wanted, home))).toBe("bad_token");
  expect(await codeOf(come(chat, { token: ann.token }))).toBe("bad_token");
  const again = { name: "ann", password: "found again" };
  expect(await codeOf(come(chat, again))).toBe(undefined);
  expect(await acts(chat)).toEqual(["reset"]);
});

test("a link is good for a day, and a newer one takes its place", async () => {
  const { chat, clock } = await openChat();
  const admin = await account(chat, "admin", "admin");
  await account(chat, "ann");
  const first = await reset(chat, admin.session, "ann");
  const second = await reset(chat, admin.session, "ann");
  const use = (token: string) =>
    codeOf(redeem(chat, { token, password: "found again" }, home));
  expect(await use(first.token)).toBe("bad_token");
  clock.now = second.until;
  expect(await use(second.token)).toBe("bad_token");
  const third = await reset(chat, admin.session, "ann");
  clock.now = third.until - 1;
  expect(await use(third.token)).toBe(undefined);
});

test("a link opens nothing when he has another password, or another role, since it was made", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const ann = await account(chat, "ann");
  const use = (token: string) =>
    codeOf(redeem(chat, { token, password: "found again" }, home));
  const before = await reset(chat, admin.session, "ann");
  await change(ann);
  expect(await use(before.token)).toBe("bad_token");
  const below = await reset(chat, admin.session, "ann");
  // From now on the admin is not above her any more.
  await owner.role({ who: "ann", role: "owner" });
  expect(await use(below.token)).toBe("bad_token");
});

test("of two who use one link at once one does", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  await account(chat, "ann");
  const { token } = await reset(chat, admin.session, "ann");
  const codes = await Promise.all(
    ["first word", "second word"].map((word) =>
      codeOf(redeem(chat, { token, password: word }, home)),
    ),
  );
  expect(codes.sort()).toEqual(["bad_token", undefined]);
});

test("a password that could not be kept leaves the link as it was", async () => {
  const { chat, store } = await openChat({ wrap: (inner) => inner });
  const admin = await account(chat, "admin", "admin");
  await account(chat, "ann");
  const { token } = await reset(chat, admin.session, "ann");
  const keep = store.house.useReset.bind(store.house);
  store.house.useReset = () => Promise.reject(new Error("away"));
  const wanted = { token, password: "found again" };
  await expect(redeem(chat, wanted, home)).rejects.toThrow("away");
  store.house.useReset = keep;
  expect(await codeOf(redeem(chat, wanted, home))).toBe(undefined);
});

test("a link is good until its password is kept, and nothing is hashed for one that is none", async () => {
  const { chat, store } = await openChat();
  const admin = await account(chat, "admin", "admin");
  const ann = await account(chat, "ann");
  const { token } = await reset(chat, admin.session, "ann");
  const hash = vi.spyOn(chat.hashing, "hash");
  onTestFinished(() => hash.mockRestore());
  const hashed = Promise.withResolvers<string>();
  hash.mockReturnValueOnce(hashed.promise);
  const bad = { token: "nothing", password: "found again" };
  expect(await codeOf(redeem(chat, bad, home))).toBe("bad_token");
  expect(hash).not.toHaveBeenCalled();
  const redeeming = redeem(chat, { ...bad, token }, home);
  await vi.waitUntil(() => hash.mock.calls.length > 0);
  // A server that ends here has lost nothing.
  expect(await store.house.resetOf(hashToken(token), chat.now())).toBe(ann.id);
  expect(ann.ends).toEqual([]);
  hashed.resolve("hash of found again");
  expect(await redeeming).toBe("ann");
  expect(ann.ends.length).toBe(1);
});

test("wrong links are paced by the address", async () => {
  const { chat, clock } = await openChat({
    limits: { logins: { perSecond: 0.1, burst: 3 } },
  });
  const use = (token: string, address = elsewhere) =>
    codeOf(redeem(chat, { token, password: "found again" }, { address }));
  for (let n = 0; n < 3; n++) expect(await use(`x${n}`)).toBe("bad_token");
  expect(await use("x3")).toBe("rate_limited");
  expect(await use("x3", "192.0.2.8")).toBe("bad_token");
  clock.now += 10_000;
  expect(await use("x3")).toBe("bad_token");
});

test("whoever loses his role meanwhile makes no link", async () => {
  const { chat } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  await account(chat, "ann");
  const [, code] = await Promise.all([
    owner.role({ who: "admin", role: "moderator" }),
    codeOf(reset(chat, admin.session, "ann")),
  ]);
  expect(code).toBe("not_allowed");
});

test("links are made by admins of the chat, for accounts below them", async () => {
  const { chat, guests } = await openChat();
  const owner = await account(chat, "owner", "owner");
  const admin = await account(chat, "admin", "admin");
  const mod = await account(chat, "mod", "moderator");
  await guests(["guest"]);
  const make = (by: Seen, who: string) => codeOf(reset(chat, by.session, who));
  expect(await make(mod, "guest")).toBe("not_allowed");
  expect(await make(admin, "guest")).toBe("not_allowed");
  expect(await make(admin, "admin")).toBe("not_allowed");
  expect(await make(admin, "owner")).toBe("not_allowed");
  expect(await make(admin, "nobody")).toBe("no_such_person");
  expect(await make(admin, "mod")).toBe(undefined);
  expect(await make(owner, "admin")).toBe(undefined);
});
