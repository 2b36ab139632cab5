import { describe, expect, test } from "vitest";
import { webSocket } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { Raw09, world } from "./raw-09.ts";

const reserved = (name: string) =>
  `admin*: Error: '${name}' is a reserved username, please pick another!`;
const taken = (name: string) =>
  `admin*: Error: '${name}' is someone else here now, please pick another!`;

async function open(
  accounts: readonly string[] = [],
  store: "memory:" | "sqlite:" = "memory:",
) {
  const server = await startServer({ store });
  const around = await world(server, accounts);
  const ann = await Raw09.open(server);
  return { server, ann, ...around };
}

describe("a registered name", () => {
  test("with its password has an asterisk, and another's has none", async () => {
    const { server, ann, password, say } = await open(["andrew"]);
    await ann.join("andrew", password);
    const bob = await Raw09.open(server);
    await bob.join("bob", "whatever");
    await ann.emit("message", { message: "hi" });
    await bob.emit("message", { message: "ho" });
    await say("native");
    for (const one of [ann, bob]) {
      await one.hears("eve: native");
      expect(one.lines).toEqual(["andrew*: hi", "bob: ho", "eve: native"]);
    }
  });

  test("is known by its asterisk at whatever door its owner is", async () => {
    const { server, ann, password } = await open(["andrew"]);
    await ann.join("ann");
    const andrew = await webSocket(server);
    await andrew.must("hello", { name: "andrew", password });
    await andrew.must("join", { room: "Free Chat" });
    await andrew.must("say", { room: "Free Chat", text: "from native" });
    await ann.hears("andrew*: from native");
  });

  test.each([
    ["andrew", "dunham"],
    ["andrew", ""],
    ["andrew*", ""],
    ["*an*drew", "x"],
    ["ANDREW", ""],
  ])("%j with %j is refused, and nobody comes in", async (name, password) => {
    const { ann, members, say } = await open(["andrew"]);
    await ann.join(name, password);
    expect(ann.lines).toEqual([reserved(name)]);
    expect(await members()).toEqual(["eve"]);
    await say("in private");
    await ann.join("ann");
    await say("hello");
    await ann.hears("eve: hello");
    expect(ann.lines).toEqual([reserved(name), "eve: hello"]);
  });

  test("after any number of wrong passwords each message comes once", async () => {
    const { ann, password, say, members } = await open(["andrew"]);
    for (let tries = 0; tries < 3; tries++) await ann.join("andrew", "wrong");
    await ann.join("andrew", password);
    await say("hello");
    await ann.hears("eve: hello");
    expect(ann.lines.slice(3)).toEqual(["eve: hello"]);
    expect(await members()).toEqual(["andrew", "eve"]);
  });
});

describe("a guest's name", () => {
  test("loses its asterisks", async () => {
    const { ann, members } = await open();
    await ann.join("ann*ie*");
    await ann.emit("message", { message: "hi" });
    await ann.hears("annie: hi");
    expect(await members()).toEqual(["annie", "eve"]);
  });

  test("is refused while another has it, and can be had when he is gone", async () => {
    const { server, ann } = await open();
    await ann.join("eve");
    expect(ann.lines).toEqual([taken("eve")]);
    const bob = await Raw09.open(server);
    await bob.join("bob");
    await ann.join("bob");
    expect(ann.lines).toEqual([taken("eve"), taken("bob")]);
  });

  test.each(["", "***", "a:b", "#room"])("%j is refused", async (name) => {
    const { ann } = await open();
    await ann.join(name);
    expect(ann.lines).toEqual([
      `admin*: Error: '${name}' cannot be a username, please pick another!`,
    ]);
  });
});

describe("a second name on one connection", () => {
  test("takes the place of the first", async () => {
    const { ann, members, say } = await open();
    await ann.join("ann");
    await ann.join("annie");
    expect(await members()).toEqual(["annie", "eve"]);
    await say("hello");
    await ann.hears("eve: hello");
    expect(ann.lines).toEqual(["eve: hello"]);
  });

  test("from guest to account and back, each line comes once and none is lost", async () => {
    // A store that takes its time, so that lines come while one session follows the other.
    const { ann, password, members, native } = await open(
      ["andrew"],
      "sqlite:",
    );
    await ann.join("ann");
    const numbers: string[] = [];
    const say = () => {
      const text = `${numbers.push("") - 1}`;
      numbers[Number(text)] = text;
      return native.must("say", { room: "Free Chat", text });
    };
    let isDone = false;
    const talk = async (): Promise<void> => {
      while (!isDone) await Promise.all([say(), say(), say()]);
    };
    const change = async (): Promise<void> => {
      for (let times = 0; times < 10; times++) {
        await ann.join("andrew", password);
        await ann.join("annie");
      }
      isDone = true;
    };
    await Promise.all([talk(), change()]);
    await native.must("say", { room: "Free Chat", text: "last" });
    await ann.hears("eve: last");
    expect(ann.lines).toEqual([...numbers, "last"].map((n) => `eve: ${n}`));
    expect(await members()).toEqual(["annie", "eve"]);
  });

  test("that is refused leaves the first", async () => {
    const { ann, members } = await open(["andrew"]);
    await ann.join("ann");
    await ann.join("andrew", "wrong");
    await ann.join("eve");
    expect(ann.lines).toEqual([reserved("andrew"), taken("eve")]);
    expect(await members()).toEqual(["ann", "eve"]);
    await ann.emit("message", { message: "still me" });
    await ann.hears("ann: still me");
  });
});
