import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fold } from "../../src/core/people/names.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openStore } from "../../src/stores/registry.ts";
import { KoineProcess, type Ended } from "./koine-process.ts";

function newData(): string {
  const data = mkdtempSync(join(tmpdir(), "koine-grant-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

const open = (data: string): Promise<Store> =>
  openStore("sqlite:", {
    data,
    durability: "normal",
    observer: { committed() {} },
  });

/** A data directory where ann has an account. */
async function dataOfAnn(): Promise<string> {
  const data = newData();
  await using store = await open(data);
  const ann = { id: "ann-id", name: "Ann", folded: fold("Ann") };
  await store.identities.createAccount({ ...ann, passwordHash: "-" }, 0);
  return data;
}

async function roleOf(data: string, name: string): Promise<unknown> {
  await using store = await open(data);
  const account = await store.identities.accountByFolded(fold(name));
  return account?.role;
}

async function grant(...args: readonly string[]): Promise<Ended> {
  await using koine = new KoineProcess(["grant", ...args]);
  return await koine.ended;
}

test("an account is given a role, and none again", async () => {
  const data = await dataOfAnn();
  expect(await grant("ann", "admin", "--data", data)).toEqual({
    code: 0,
    out: "Ann is admin from now on",
    err: "",
  });
  expect(await roleOf(data, "ann")).toBe("admin");
  expect(await grant("--data", data, "--", "ANN", "none")).toEqual({
    code: 0,
    out: "Ann has no role from now on",
    err: "",
  });
  expect(await roleOf(data, "ann")).toBeUndefined();
});

test("nobody is given a role who has no account", async () => {
  const data = await dataOfAnn();
  expect(await grant("bob", "owner", "--data", data)).toEqual({
    code: 1,
    out: "",
    err: `there is no account bob in ${data}: it must be registered first`,
  });
});

test("while a server runs nothing is granted", async () => {
  const data = await dataOfAnn();
  await using server = await open(data);
  expect(await grant("ann", "owner", "--data", data)).toEqual({
    code: 1,
    out: "",
    err: `nothing was granted: Another server is using the data in ${data}. Stop it first, or give this one a directory of its own with --data.`,
  });
  expect(server).toBeDefined();
});

test.each([
  [["ann"], "usage: koine grant NAME owner|admin|moderator|none [--data DIR]"],
  [
    ["ann", "admin", "bob"],
    "usage: koine grant NAME owner|admin|moderator|none [--data DIR]",
  ],
  [
    ["ann", "king"],
    "the role must be owner or admin or moderator or none, not king",
  ],
  [
    ["ann", "admin", "--store", "memory:"],
    "there are no accounts in memory:: name the server's data with --data",
  ],
  [
    ["ann", "admin", "--data", "/nowhere/at/all"],
    "there are no accounts in /nowhere/at/all: name the server's data with --data",
  ],
])("grant %j is refused", async (args, err) => {
  expect(await grant(...args)).toEqual({ code: 1, out: "", err });
});
