import { afterEach, expect, test, vi } from "vitest";
import { NativeConversation } from "../../../src/dialects/native/conversation.ts";
import type { Frame } from "../../../src/lib/frame.ts";
import type { Wire } from "../../../src/wires/wire.ts";
import { openChat } from "../../support/chat.ts";

afterEach(() => vi.useRealTimers());

test("who is refused again and again is answered slowly, and others are not", async () => {
  const { chat, clock } = await openChat();
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const converse = () => {
    const sent: Frame[] = [];
    const wire: Wire = {
      opened: { address: "127.0.0.1", port: 0, path: "" },
      isLagging: false,
      send: (frame) => void sent.push(frame),
      sendAlone: (frame) => void sent.push(frame),
      drained: () => Promise.resolve(),
      onLag: undefined,
      close: () => undefined,
    };
    const context = {
      chat,
      settings: {
        history: 0,
        showAddresses: false,
        adminToken: undefined,
        serverName: "",
      },
      onBug: (error: unknown) => expect(error).toBe(0),
    };
    return {
      sent,
      conversation: new NativeConversation(context, wire),
    };
  };
  const cat = converse();
  const bob = converse();
  const nonsense = '{"id":1,"do":"nonsense"}';
  for (let n = 0; n < 500; n++) await cat.conversation.receive(nonsense);
  expect(cat.sent.length).toBe(500);
  const slowed = cat.conversation.receive(nonsense);
  await bob.conversation.receive(nonsense);
  expect([cat.sent.length, bob.sent.length]).toEqual([500, 1]);
  await vi.advanceTimersByTimeAsync(1_000);
  await slowed;
  expect(cat.sent.length).toBe(501);
  clock.now += 1_000;
  await cat.conversation.receive(nonsense);
  expect(cat.sent.length).toBe(502);
});
