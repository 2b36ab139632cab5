import { describe, expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { riftchatClient } from "./client.ts";

const lengthOf = (size: bigint): Buffer => {
  const head = Buffer.alloc(8);
  head.writeBigUInt64BE(size);
  return head;
};
const block = (payload: string | readonly number[]): Buffer => {
  const bytes = Buffer.from(payload as string);
  return Buffer.concat([lengthOf(BigInt(bytes.length)), bytes]);
};

const bad = {
  "an empty block": lengthOf(0n),
  "a length over the limit": lengthOf(64n * 1024n + 1n),
  "a gigantic length": lengthOf(2n ** 64n - 1n),
  "a line of JSON without a length": Buffer.from(
    '{"code":100,"message":"hi"}\n',
  ),
  "a block that is no UTF-8": block([0xc3, 0x28]),
  "a block that is no JSON": block("hi"),
  "a block that is no object": block("[100]"),
  "no code": block('{"message":"hi"}'),
  "a code that is no number": block('{"code":"100","message":"hi"}'),
  "a message that is missing": block('{"code":100}'),
  "a name that is missing": block('{"code":101}'),
};

describe("a bad frame ends its own connection, and the others see him go", () => {
  test.each(Object.entries(bad))("%s", async (_, bytes) => {
    const server = await startServer({ doors: ["riftchat"] });
    const [ann, bob] = await Promise.all([
      riftchatClient(server),
      riftchatClient(server),
    ]);
    const before = bob.carrier.bytesOf('{"code":100,"message":"before"}');
    const after = bob.carrier.bytesOf('{"code":100,"message":"after"}');
    void bob.carrier.raw(Buffer.concat([before, bytes, after]));
    await bob.carrier.ended;
    await ann.tells(`{"code": 204, "username": "${bob.name}"}`);
    expect(ann.heard).toEqual([[bob.name, "before"]]);

    ann.say("still here");
    await ann.hears(ann.name, "still here");
    expect((await riftchatClient(server)).name).not.toBe(bob.name);
  });
});

// Sooner than a connection that was told to go is cut.
test(
  "who sends a bad frame and does not go is seen to go at once",
  { timeout: 3_000 },
  async () => {
    const server = await startServer({ doors: ["riftchat"] });
    const ann = await riftchatClient(server);
    const bob = await riftchatClient(server, true);
    void bob.carrier.raw(block("hi"));
    await ann.tells(`{"code": 204, "username": "${bob.name}"}`);
  },
);
