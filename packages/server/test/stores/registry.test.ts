// The registry finds stores by the scheme of their URL.
import { expect, test } from "vitest";
import { openStore } from "../../src/stores/registry.ts";

const options = {
  data: "",
  durability: "full",
  observer: { committed() {} },
} as const;

test.each(["redis://localhost", "memory", "constructor:", ""])(
  "the unknown store %j is refused with the names of those there are",
  async (url) => {
    await expect(openStore(url, options)).rejects.toThrow(
      `There is no store "${url}". Give one of these: sqlite:, memory:`,
    );
  },
);

test("memory: is opened, keeps nothing on disk, and can be closed twice", async () => {
  const store = await openStore("memory:", options);
  expect(await store.rooms.list("", 1)).toEqual([]);
  await store[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  await expect(store.rooms.list("", 1)).rejects.toMatchObject({
    code: "unavailable",
  });
});
