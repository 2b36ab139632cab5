// Whom the server does not let in, or lets go: he is told why, in his door's own form.
import { expect, test } from "vitest";
import { serverWithAllDoors } from "./speakers/all-doors.ts";
import { openBlocks } from "./speakers/blocks.ts";
import { openLines } from "./speakers/lines.ts";

const TOO_MANY =
  "The server has as many connections as it may have. Try again later.";

test("over TCP a client too many is told so", async () => {
  const server = await serverWithAllDoors({ limits: { connections: 1 } });
  const ann = await openLines(server.door("rambler"));
  await ann.until(() => ann.told.length > 0);
  const rambler = await openLines(server.door("rambler"));
  await rambler.ended;
  expect(rambler.told).toEqual([`SERVER:${TOO_MANY}`]);
  const native = await openLines(server.tcpPort);
  native.send("{}");
  await native.ended;
  expect(native.told.map((line) => JSON.parse(line) as unknown)).toEqual([
    { ev: "closing", code: "too_many", reason: TOO_MANY },
  ]);
  const riftchat = await openBlocks(server.door("riftchat"));
  await riftchat.ended;
  expect(riftchat.told.map((frame) => JSON.parse(frame) as unknown)).toEqual([
    {
      code: 200,
      message: {
        timestamp: expect.any(Number) as number,
        username: "*",
        message: TOO_MANY,
      },
    },
  ]);
});

test("who is idle at the RiftChat door is told so", async () => {
  const server = await serverWithAllDoors({ config: { idleSeconds: 1 } });
  const cat = await openBlocks(server.door("riftchat"));
  await cat.ended;
  expect(cat.told.at(-1)).toMatch(
    /"username": "\*", "message": "idle for 1 seconds"/,
  );
});
