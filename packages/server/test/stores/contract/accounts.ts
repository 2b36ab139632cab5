// The contract of accounts: their names, passwords, roles and preferences.
import { expect, test } from "vitest";
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

const nobody = new Set<string>();

export function accounts(open: Open): void {
  test("an account is found by its folded name, with its password's hash only there", async () => {
    const store = await opened(open);
    const { identities } = store;
    const account = { ...accountOf(ann, "$argon2id$…"), name: "Ann" };
    expect(await identities.createAccount(account, 1_000)).toBe(true);
    const record = { id: ann, kind: "account", name: "Ann" };
    expect(await identities.accountByFolded("ann")).toEqual({
      ...record,
      passwordHash: "$argon2id$…",
    });
    expect(await identities.byId(ann)).toEqual(record);
    await identities.addToken(ann, tokenOf(ann), 1_000);
    expect(await ownerOf(store, tokenOf(ann))).toEqual(record);
    expect(await identities.accountByFolded("Ann")).toBeUndefined();
    expect(await identities.accountByFolded("")).toBeUndefined();
  });

  test("of an account that was made while something was on the guests there is known where and when", async () => {
    const store = await opened(open);
    const { identities } = store;
    const underAddress = "192.0.2.7";
    const under = { address: underAddress, at: 1_000 };
    await makeGuest(store, bob);
    for (const id of [ann, bob])
      await identities.createAccount({ ...accountOf(id), underAddress }, 1_000);
    await identities.createAccount(accountOf(cat), 1_000);
    await identities.setRole(ann, "moderator");
    await identities.addToken(ann, tokenOf(ann), 2_000);
    const role = "moderator";
    const record = { id: ann, kind: "account", role, under };
    for (const found of [
      await identities.byId(ann),
      await identities.accountByFolded(accountOf(ann).folded),
      await ownerOf(store, tokenOf(ann)),
    ])
      expect(found).toMatchObject(record);
    expect(await identities.byId(bob)).toMatchObject({ under });
    expect((await identities.byId(cat))?.under).toBe(undefined);
  });

  test("a guest is no account, whatever he is called", async () => {
    const store = await opened(open);
    await makeGuest(store, ann);
    expect(await store.identities.accountByFolded("ann")).toBeUndefined();
    const account = { ...accountOf(bob), folded: "ann" };
    expect(await store.identities.createAccount(account, 1_000)).toBe(true);
    expect((await store.identities.accountByFolded("ann"))?.id).toBe(bob);
    expect((await store.identities.byId(ann))?.kind).toBe("guest");
  });

  test("of many who take one name at once, one gets it", async () => {
    const store = await opened(open);
    const { identities } = store;
    const made = await Promise.all(
      upTo(20).map((n) =>
        identities.createAccount(
          {
            ...accountOf(`person${String(n).padStart(10, "0")}`),
            folded: "ann",
          },
          1_000,
        ),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const holder = `person${String(made.indexOf(true) + 1).padStart(10, "0")}`;
    const account = await identities.accountByFolded("ann");
    expect(account).toMatchObject({
      id: holder,
      passwordHash: `hash of ${holder}`,
    });
    for (const n of upTo(20)) {
      const id = `person${String(n).padStart(10, "0")}`;
      const found = await identities.byId(id);
      expect(found?.id).toBe(id === holder ? id : undefined);
    }
  });

  test("an account's id makes no second account; a guest's id makes him the account, with his tokens", async () => {
    const store = await opened(open);
    const { identities } = store;
    await makeGuest(store, ann);
    await identities.createAccount(accountOf(bob), 1_000);
    const again = { ...accountOf(cat), id: bob };
    expect(await codeOf(identities.createAccount(again, 1_000))).toBe(
      "unavailable",
    );
    expect(await identities.accountByFolded("cat")).toBeUndefined();
    expect(await identities.createAccount(accountOf(ann), 1_000)).toBe(true);
    expect((await ownerOf(store, tokenOf(ann)))?.kind).toBe("account");
    expect((await identities.accountByFolded("ann"))?.id).toBe(ann);
  });

  test("another password takes every token but the one kept, and nobody else's", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.createAccount(accountOf(bob), 1_000);
    await identities.addToken(bob, tokenOf(bob), 1_000);
    const tokens = ["1", "2", "3"].map((n) => tokenOf(`ann ${n}`.padEnd(16)));
    for (const token of tokens) await identities.addToken(ann, token, 1_000);
    const held = async () => {
      const owners = await Promise.all(
        tokens.map((token) => ownerOf(store, token)),
      );
      return owners.map((owner) => owner?.name);
    };
    const hash = async (folded: string) =>
      (await identities.accountByFolded(folded))?.passwordHash;
    await identities.setPassword(ann, "another", tokens[1]);
    expect(await held()).toEqual([undefined, "ann", undefined]);
    expect(await hash("ann")).toBe("another");
    await identities.setPassword(ann, "a third", tokenOf(bob));
    expect(await held()).toEqual([undefined, undefined, undefined]);
    await identities.addToken(ann, tokenOf(ann), 1_000);
    await identities.setPassword(ann, "a fourth", undefined);
    expect(await ownerOf(store, tokenOf(ann))).toBeUndefined();
    expect(await hash("ann")).toBe("a fourth");
    expect((await ownerOf(store, tokenOf(bob)))?.id).toBe(bob);
    expect(await hash("bob")).toBe(`hash of ${bob}`);
  });

  test("a guest gets neither a password nor a role, and keeps his token", async () => {
    const store = await opened(open);
    const token = await makeGuest(store, ann);
    await store.identities.setPassword(ann, "a hash", undefined);
    await store.identities.setRole(ann, "owner");
    const guest = { id: ann, kind: "guest", name: "ann" };
    expect(await ownerOf(store, token)).toEqual(guest);
  });

  test("a role is an account's own, everywhere, until it has none", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.createAccount(accountOf(bob), 1_000);
    await identities.addToken(ann, tokenOf(ann), 1_000);
    const roles = async () => [
      (await identities.byId(ann))?.role,
      (await ownerOf(store, tokenOf(ann)))?.role,
      (await identities.accountByFolded("ann"))?.role,
      (await identities.byId(bob))?.role,
    ];
    const all = (role: string | undefined) => [role, role, role, undefined];
    expect(await roles()).toEqual(all(undefined));
    await identities.setRole(ann, "admin");
    expect(await roles()).toEqual(all("admin"));
    await identities.setRole(ann, "owner");
    await identities.rename(ann, "Anna");
    expect(await roles()).toEqual(all("owner"));
    expect((await identities.accountByFolded("ann"))?.name).toBe("Anna");
    await identities.setRole(ann, undefined);
    expect(await roles()).toEqual(all(undefined));
  });

  test("of many who make themselves the first owner at once, one is", async () => {
    const { identities } = await opened(open);
    const ids = upTo(10).map((n) => `person${String(n).padStart(10, "0")}`);
    for (const id of ids)
      await identities.createAccount({ ...accountOf(id), folded: id }, 1_000);
    expect(await identities.hasOwner()).toBe(false);
    const made = await Promise.all(
      ids.map((id) => identities.makeFirstOwner(id)),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const owner = ids[made.indexOf(true)];
    for (const id of ids)
      expect((await identities.byId(id))?.role).toBe(
        id === owner ? "owner" : undefined,
      );
    expect(await identities.hasOwner()).toBe(true);
    expect(await identities.makeFirstOwner(owner ?? "")).toBe(false);
    // When he is none any more, another can be.
    await identities.setRole(owner ?? "", "admin");
    expect(await identities.hasOwner()).toBe(false);
    const other = ids.find((id) => id !== owner) ?? "";
    expect(await identities.makeFirstOwner(other)).toBe(true);
  });

  test("neither a guest nor someone unknown is made the owner", async () => {
    const store = await opened(open);
    const { identities } = store;
    await makeGuest(store, ann);
    expect(await identities.makeFirstOwner(ann)).toBe(false);
    expect(await identities.makeFirstOwner(bob)).toBe(false);
    expect(await identities.hasOwner()).toBe(false);
    expect((await identities.byId(ann))?.role).toBeUndefined();
  });

  test("preferences belong to a person and a dialect", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.createAccount(accountOf(bob), 1_000);
    expect(await identities.preferences(ann, "webchat")).toBe("");
    await identities.setPreferences(ann, "webchat", "colour=ü😀\nsize=2");
    await identities.setPreferences(ann, "gtchat", "other");
    expect(await identities.preferences(ann, "webchat")).toBe(
      "colour=ü😀\nsize=2",
    );
    expect(await identities.preferences(ann, "gtchat")).toBe("other");
    expect(await identities.preferences(bob, "webchat")).toBe("");
    await identities.setPreferences(ann, "webchat", "colour=red");
    expect(await identities.preferences(ann, "webchat")).toBe("colour=red");
    await identities.setPreferences(ann, "webchat", "");
    expect(await identities.preferences(ann, "webchat")).toBe("");
    expect(await identities.preferences(ann, "gtchat")).toBe("other");
    await identities.setPreferences(cat, "webchat", "of nobody");
    expect(await identities.preferences(cat, "webchat")).toBe("");
  });

  test("accounts are never forgotten, and a guest's preferences go with him", async () => {
    const store = await opened(open);
    const { identities } = store;
    await identities.createAccount(accountOf(ann), 1_000);
    await identities.addToken(ann, tokenOf(ann), 1_000);
    await identities.setPreferences(ann, "webchat", "ann's");
    await makeGuest(store, bob);
    await identities.setPreferences(bob, "webchat", "bob's");
    await identities.seen([ann], 1_500);
    expect(await identities.forgetGuests(9_000, 9_000, nobody, nobody)).toBe(1);
    expect((await ownerOf(store, tokenOf(ann)))?.name).toBe("ann");
    expect(await identities.preferences(ann, "webchat")).toBe("ann's");
    expect(await identities.byId(bob)).toBeUndefined();
    await makeGuest(store, bob);
    expect(await identities.preferences(bob, "webchat")).toBe("");
  });
}
