// The memory store: the contract, and what is its own.
import { expect, test, vi } from "vitest";
import { openMemory } from "../../src/stores/memory/store.ts";
import { storeContract } from "./contract.ts";
import { ann, makeRoom, said } from "./contract/world.ts";

const observer = { committed: () => {} };

storeContract("memory", (told = observer) =>
  openMemory("", { observer: told }),
);

test("the time of an entry never goes back, whatever the clock does", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 5_000 });
  try {
    await using store = await openMemory("", { observer });
    const room = await makeRoom(store, "kitchen");
    const at = async () =>
      (await store.log.append(room, said(ann, "hi"))).entry.at;
    expect(await at()).toBe(5_000);
    vi.setSystemTime(4_000);
    expect(await at()).toBe(5_000);
    vi.setSystemTime(6_000);
    expect(await at()).toBe(6_000);
  } finally {
    vi.useRealTimers();
  }
});

test("of more than 50,000 records of the whole chat, and as many of all rooms, the oldest go", async () => {
  await using store = await openMemory("", { observer });
  const by = { id: ann, name: "ann" };
  const what = { act: "kick", whom: undefined, note: "" };
  const about = { ...what, by, wasPrivate: false };
  for (let n = 1; n <= 50_002; n++) {
    await store.house.audit({ ...about, at: n, room: undefined });
    await store.house.audit({ ...about, at: n, room: `~room${n % 100}` });
  }
  const oldest = await store.house.auditPage(9, 10);
  expect(oldest.map(({ n, at }) => [n, at])).toEqual([
    [8, 4],
    [7, 4],
    [6, 3],
    [5, 3],
  ]);
});

test("a name behind memory: is refused, with what to write instead", async () => {
  await expect(openMemory("x", { observer })).rejects.toThrow(/memory:/);
});
