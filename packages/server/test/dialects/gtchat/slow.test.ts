// Lists for one who does not read them.
import { expect, test } from "vitest";
import { GtchatConversation } from "../../../src/dialects/gtchat/conversation.ts";
import type { Frame } from "../../../src/lib/frame.ts";
import type { Wire } from "../../../src/wires/wire.ts";
import { openChat, turns } from "../../support/chat.ts";
import { FakeLine } from "../../support/fake-line.ts";
import { startServer } from "../../support/server.ts";
import { guest } from "./play.ts";

/** Counts the answers. */
class FakeWire extends FakeLine implements Wire {
  readonly opened = { address: "127.0.0.1", port: 1, path: "/" };
  answers = 0;

  close(): void {}

  override send(): void {}

  override sendAlone(_frame: Frame): void {
    this.answers++;
  }
}

test("who has not read the last list is not held another", async () => {
  const { chat } = await openChat();
  const settings = {
    history: 0,
    showAddresses: false,
    adminToken: undefined,
    serverName: "",
  };
  const context = { chat, settings, onBug: () => undefined };
  const wire = new FakeWire();
  const conversation = new GtchatConversation(context, wire, new Map());
  const login = { cmd: "login", type: "tmp", usr: "ann", tracker: "1" };
  await conversation.receive(JSON.stringify(login));
  const { answers } = wire;
  wire.lag();
  const asking = Array.from({ length: 50 }, () =>
    conversation.receive('{"cmd":"get_user_list"}'),
  );
  await turns();
  expect(wire.answers).toBe(answers);
  wire.drain();
  await Promise.all(asking);
  expect(wire.answers).toBe(answers + 50);
});

test("a list is a request like others", async () => {
  const server = await startServer({
    doors: ["gtchat"],
    limits: { verbs: { perSecond: 0.001, burst: 2 } },
  });
  const ann = await guest(server, "ann");
  expect(await ann.ask({ cmd: "get_user_list" })).toMatch(/^ok get_user_list/);
  expect(await ann.ask({ cmd: "get_user_list" })).toMatch(
    /^error 41 get_user_list Too many requests/,
  );
});
