import { expect, test } from "vitest";
import type { Event } from "@koine/protocol";
import { Link } from "../src/link.ts";
import { joinResult, said } from "./support/entries.ts";
import { FakePlatform, settle } from "./support/fake-platform.ts";

function make() {
  const platform = new FakePlatform();
  const events: Event[] = [];
  const gone: string[] = [];
  const link = new Link("ws://koine.test/ws", platform, {
    onOpen: () => undefined,
    onEvent: (event) => void events.push(event),
    onGone: (reason) => void gone.push(reason),
  });
  return { platform, link, events, gone, socket: platform.socket };
}

test("an answer's callback runs before the event behind it, also when both come in one piece", async () => {
  const { link, socket, events } = make();
  socket.open();
  const seen: number[] = [];
  const joined = link.request("join", { room: "kitchen" }, ({ seq }) => {
    seen.push(events.length);
    return seq;
  });
  socket.receive(socket.ok("join", joinResult(4)), said(5));
  expect(seen).toEqual([0]);
  expect(events).toHaveLength(1);
  expect(await joined).toBe(4);
});

test("a callback that throws rejects its request and nothing else", async () => {
  const { link, socket, events } = make();
  socket.open();
  const asked = link.request("ping", {}, () => {
    throw new Error("oops");
  });
  socket.receive(socket.ok("ping", { at: 1 }), said(5));
  await expect(asked).rejects.toThrow("oops");
  expect(events).toHaveLength(1);
});

test("refusals reject with the server's code, a cut with its own", async () => {
  const { link, socket, gone } = make();
  socket.open();
  const refused = link.request("rename", { name: "bob" });
  socket.receive(socket.no("rename", "name_taken"));
  await expect(refused).rejects.toMatchObject({ code: "name_taken" });
  const cut = link.request("ping", {});
  socket.cut();
  await expect(cut).rejects.toMatchObject({ code: "cut" });
  await expect(link.request("ping", {})).rejects.toMatchObject({ code: "cut" });
  link.close("again");
  expect(gone).toEqual(["the connection was cut"]);
});

test("what is not understood is told to the developer, and passed over", () => {
  const { platform, socket, events } = make();
  socket.open();
  socket.receive("nonsense", "null", "[]", "5", said(1));
  socket.receive(
    { re: 99, ok: {} },
    { re: null, error: { code: "bad_frame" } },
  );
  expect(platform.warnings).toHaveLength(3);
  expect(events).toHaveLength(1);
});

test("a request that the server would cut the connection for is not sent", async () => {
  const { link, socket } = make();
  socket.open();
  const asked = link.request("join", { room: "é".repeat(40_000) });
  await expect(asked).rejects.toMatchObject({ code: "too_large" });
  expect(socket.sent).toEqual([]);
  const text = "\u0001".repeat(4_000);
  link.request("say", { room: "kitchen", text }).catch(() => undefined);
  expect(socket.last("say")["text"]).toBe(text);
});

test("an address that never opens is given up", async () => {
  const { platform, socket, gone } = make();
  await platform.pass(15_000);
  expect(gone).toEqual(["the server did not answer"]);
  expect(socket.isClosed).toBe(true);
  socket.open();
  socket.receive(said(1));
  expect(platform.timers).toBe(0);
});

test("silence is asked for a sign of life, and ends the connection when none comes", async () => {
  const { platform, socket, gone } = make();
  socket.open();
  await platform.pass(10_000);
  socket.receive(said(1));
  await platform.pass(19_000);
  expect(socket.count("ping")).toBe(0);
  await platform.pass(1_000);
  expect(socket.count("ping")).toBe(1);
  socket.receive(socket.ok("ping", { at: 1 }));
  await platform.pass(34_000);
  expect(gone).toEqual([]);
  await platform.pass(1_000);
  expect(gone).toEqual(["the server fell silent"]);
});

test("why the server closes is what people are told", async () => {
  const { socket, gone, events } = make();
  socket.open();
  socket.receive({ ev: "closing", reason: "the server goes to sleep" });
  socket.cut();
  await settle();
  expect(gone).toEqual(["the server goes to sleep"]);
  expect(events).toHaveLength(1);
});
