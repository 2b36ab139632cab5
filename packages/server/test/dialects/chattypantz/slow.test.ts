import { expect, test } from "vitest";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

test("whoever does not read gets everything once it reads again, and the members afresh", async () => {
  const door = await openDoor();
  const ann = await enter(door, "ann", "Demo");
  const bob = await enter(door, "bob", "Demo", ann);
  ann.ws.pause();
  const texts = Array.from({ length: 3_000 }, (_, n) =>
    `${n}`.padEnd(4_000, "."),
  );
  for (const content of texts)
    bob.send({ roomName: "Demo", reqType: 108, content });
  for (const text of texts)
    expect((await bob.responds()).content).toBe(`bob: ${text}`);
  const cat = await enter(door, "cat", "Demo", bob);
  await enter(door, "dan", "Demo", bob, cat);
  cat.ws.close();
  expect((await bob.responds()).list).toEqual(["ann", "bob", "dan"]);
  ann.ws.resume();
  for (const text of texts)
    expect((await ann.responds()).content).toBe(`bob: ${text}`);
  expect(await ann.responds()).toMatchObject({
    rspType: 104,
    list: ["ann", "bob", "dan"],
  });
  expect(ann.rest).toEqual([]);
});

test("whoever is refused again and again is answered slowly, and others are not", async () => {
  const refusals = { perSecond: 0.01, burst: 3 };
  const door = await openDoor({ limits: { refusals } });
  const [ann, bob] = [await open(door), await open(door)];
  for (let n = 0; n < 3; n++) await ann.asks(110, "Demo");
  const since = performance.now();
  const slowed = ann.asks(110, "Demo");
  await bob.asks(110, "Demo");
  expect(ann.rest).toEqual([]);
  expect((await slowed).rspType).toBe(1008);
  expect(performance.now() - since).toBeGreaterThan(950);
});
