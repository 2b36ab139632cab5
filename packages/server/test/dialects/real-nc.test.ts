// A person at `nc`, the real program, at the ports that speak lines.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { startServer, type TestServer } from "../support/server.ts";
import { serverWithAllDoors } from "./speakers/all-doors.ts";

/** `-N`: when it has said all, it says so and waits for what is still to come. */
function nc(server: TestServer, door: "rambler" | "native") {
  const child = spawn("nc", ["-N", "127.0.0.1", String(server.door(door))]);
  onTestFinished(() => void child.kill());
  let told = "";
  child.stdout.setEncoding("utf8");
  const watching = new Set<() => void>();
  child.stdout.on("data", (piece: string) => {
    told += piece;
    for (const look of watching) look();
  });
  return {
    say: (line: string) => child.stdin.write(`${line}\n`),
    sees: (text: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (told.includes(text)) resolve();
        };
        watching.add(look);
        look();
      }),
    async end(): Promise<string> {
      child.stdin.end();
      await once(child, "close");
      return told;
    },
  };
}

test("two people at nc talk with one another, and with a third by name alone", async () => {
  const server = await serverWithAllDoors();
  const ann = nc(server, "rambler");
  const bob = nc(server, "rambler");
  await ann.sees('SERVER:You are connected to room: "Free Chat"');
  await bob.sees('SERVER:You are connected to room: "Free Chat"');
  ann.say("LOGIN ann");
  await ann.sees('SERVER:You are logged in as "ann"');
  bob.say("LOGIN bob");
  await bob.sees('SERVER:You are logged in as "bob"');
  ann.say("hello é😀");
  await bob.sees("MESSAGE:[Free Chat] ann: hello é😀\n");
  bob.say("#msg ann psst");
  await ann.sees("bob: psst\n");
  bob.say("JOIN kitchen");
  await bob.sees('SERVER:You are connected to room: "kitchen" as "bob"');
  bob.say("good night");
  expect(await bob.end()).toContain("MESSAGE:[kitchen] bob: good night\n");
  await ann.sees("MESSAGE:[Free Chat] bob: good night\n");
});

test("JSON lines go by nc too, and what was asked last is answered before the end", async () => {
  const server = await startServer();
  const ann = nc(server, "native");
  ann.say('{"id":1,"do":"hello","name":"ann"}');
  ann.say('{"id":2,"do":"join","room":"kitchen"}');
  ann.say('{"id":3,"do":"say","room":"kitchen","text":"hi"}');
  const told = await ann.end();
  expect(told).toContain('{"re":3,"ok":{"seq":1');
  expect(told).toContain('"text":"hi"');
});
