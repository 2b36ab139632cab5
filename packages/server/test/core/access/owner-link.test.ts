// The owner's link: works once, for an account, while there is no owner.
import { expect, test } from "vitest";
import { House } from "../../../src/core/house/house.ts";
import { claim } from "../../../src/core/verbs/claim.ts";
import { codeOf, openChat } from "../../support/chat.ts";
import {
  account,
  acts,
  come,
  elsewhere,
  type Seen,
} from "../../support/order.ts";

const use = (who: Seen, link: string | undefined) =>
  codeOf(claim(who.chat, who.session, link ?? ""));

test("whoever has the link is the owner at once, and nobody after him", async () => {
  const { chat, store } = await openChat();
  const link = chat.ownerLink;
  expect(link).toMatch(/^[\w-]{43}$/);
  const ann = await account(chat, "ann");
  const bob = await account(chat, "bob");
  expect(await use(ann, `${link}x`)).toBe("bad_token");
  expect(await use(ann, "")).toBe("bad_token");
  expect(await use(ann, link)).toBe(undefined);
  expect(ann.session.identity.role).toBe("owner");
  await ann.line.until(({ heard }) => heard.at(-1)?.kind === "promoted");
  expect(chat.ownerLink).toBe(undefined);
  expect(await use(bob, link)).toBe("bad_token");
  expect(await use(bob, "")).toBe("bad_token");
  expect(await store.identities.hasOwner()).toBe(true);
  expect(await acts(chat)).toEqual(["claim"]);
  expect((await House.open(store, chat.now)).ownerLink).toBe(undefined);
});

test("of two who use it at once one is the owner", async () => {
  const { chat } = await openChat();
  const link = chat.ownerLink;
  const ann = await account(chat, "ann");
  const bob = await account(chat, "bob");
  const codes = await Promise.all([ann, bob].map((who) => use(who, link)));
  expect(codes.sort()).toEqual(["bad_token", undefined]);
});

test("a guest registers first", async () => {
  const { chat } = await openChat();
  const guest = await come(chat, { name: "guest" });
  expect(await use(guest, chat.ownerLink)).toBe("not_allowed");
  expect(chat.ownerLink).toBeDefined();
});

test("each start has a link of its own, until there is an owner", async () => {
  const { chat, store } = await openChat();
  const other = await House.open(store, chat.now);
  expect(other.ownerLink).not.toBe(chat.ownerLink);
});

test("whoever will be the owner may register where registration is closed", async () => {
  const { chat } = await openChat();
  const admin = await account(chat, "admin", "admin");
  await admin.rules({ registration: "closed", guests: "locked" });
  const link = chat.ownerLink;
  const ann = await account(chat, "ann");
  expect(await use(ann, link)).toBe(undefined);
  expect(await codeOf(account(chat, "bob"))).toBe("locked");
});

test("wrong links are paced by the address", async () => {
  const { chat } = await openChat({
    limits: { logins: { perSecond: 0.1, burst: 2 } },
  });
  const { token } = await account(chat, "ann");
  const there = await come(chat, { token }, elsewhere);
  for (let n = 0; n < 2; n++) expect(await use(there, "x")).toBe("bad_token");
  expect(await use(there, chat.ownerLink)).toBe("rate_limited");
});

test("what could not be kept makes nobody the owner, and the link serves again", async () => {
  const { chat, store } = await openChat({ wrap: (inner) => inner });
  const ann = await account(chat, "ann");
  const link = chat.ownerLink;
  const make = store.identities.makeFirstOwner.bind(store.identities);
  store.identities.makeFirstOwner = () => Promise.reject(new Error("away"));
  await expect(claim(chat, ann.session, link ?? "")).rejects.toThrow("away");
  expect(ann.session.identity.role).toBe(undefined);
  store.identities.makeFirstOwner = make;
  expect(await use(ann, link)).toBe(undefined);
});
