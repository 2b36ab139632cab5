import { expect, onTestFinished, test, vi } from "vitest";
import { Visitors } from "../../src/api/visitors.ts";
import { ChatError } from "../../src/core/errors.ts";
import { changedStore } from "../support/changed-store.ts";
import { codeOf, enter, openChat, type ChatOptions } from "../support/chat.ts";

const address = "127.0.0.1";

async function open(options: ChatOptions = {}) {
  const parts = await openChat(options);
  vi.useFakeTimers({ toFake: ["setInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const visitors = new Visitors(parts.chat);
  onTestFinished(() => visitors.stop());
  const call = (
    verb: Parameters<typeof visitors.invoke>[0],
    params: object,
    token?: string,
  ) =>
    visitors.invoke(verb, params, { token, address }) as Promise<
      Record<string, unknown>
    >;
  return { ...parts, call };
}

test("a caller is one person over his calls, whose name is held and whose pace is one", async () => {
  const { chat, call, tally } = await open({
    limits: { verbs: { perSecond: 0.01, burst: 3 } },
  });
  const { token } = await call("hello", { name: "ann" });
  for (let n = 0; n < 3; n++) await call("rooms", {}, String(token));
  expect(await codeOf(call("rooms", {}, String(token)))).toBe("rate_limited");
  expect(await codeOf(enter(chat, { name: "ann" }))).toBe("name_taken");
  expect(tally.sessions).toBe(1);
});

test("a caller is answered with the name under which he speaks", async () => {
  const { call } = await open();
  const { token } = await call("hello", { name: "ann" });
  const ask = { room: "kitchen", nick: "annie" };
  const { name } = await call("join", ask, String(token));
  await call("say", { room: "kitchen", text: "hi" }, String(token));
  const { entries } = await call("history", { room: "kitchen" }, String(token));
  expect(entries).toMatchObject([{ text: "hi", name }]);
});

test("calls at once share one session", async () => {
  const { chat, call, tally } = await open();
  const ann = await enter(chat, { name: "ann" });
  await ann.end();
  await Promise.all([1, 2, 3].map(() => call("rooms", {}, ann.token)));
  expect(tally.sessions).toBe(1);
});

test("a caller who is silent for a minute is gone, and may come back", async () => {
  const { chat, call, clock, tally } = await open();
  const { token } = await call("hello", { name: "ann" });
  clock.now += 50_000;
  vi.advanceTimersByTime(30_000);
  await call("rooms", {}, String(token));
  clock.now += 50_000;
  vi.advanceTimersByTime(30_000);
  expect(tally.sessions).toBe(1);
  clock.now += 61_000;
  vi.advanceTimersByTime(30_000);
  await expect.poll(() => tally.sessions).toBe(0);
  await (await enter(chat, { name: "ann" })).end();
  await call("rooms", {}, String(token));
  expect(tally.sessions).toBe(1);
});

test("a token of nobody is refused each time, and leaves nothing", async () => {
  const { call, tally } = await open();
  const codes = await Promise.all(
    [1, 2, 3].map(() => codeOf(call("rooms", {}, "nobody"))),
  );
  expect(codes).toEqual(["bad_token", "bad_token", "bad_token"]);
  expect(await codeOf(call("rooms", {}))).toBe("hello_first");
  expect(await codeOf(call("rooms", { limit: 0 }))).toBe("bad_request");
  expect(tally.sessions).toBe(0);
});

test("a caller whose token could not be looked up just now may call again", async () => {
  let isBroken = true;
  const { chat, call } = await open({
    wrap: (store) =>
      changedStore(store, {
        identities: {
          byToken: (hash, now) =>
            isBroken
              ? Promise.reject(new ChatError("unavailable", "It is away."))
              : store.identities.byToken(hash, now),
        },
      }),
  });
  const ann = await enter(chat, { name: "ann" });
  expect(await codeOf(call("rooms", {}, ann.token))).toBe("unavailable");
  isBroken = false;
  expect(await codeOf(call("rooms", {}, ann.token))).toBe(undefined);
});

test("hello again with one's token is the same person and no second session", async () => {
  const { call, tally } = await open();
  const first = await call("hello", { name: "ann" });
  const again = await call("hello", { token: first["token"] });
  expect(again["id"]).toBe(first["id"]);
  expect(tally.sessions).toBe(1);
});

test("so many calls of one caller are under way at once, and of all together, whatever the store does", async () => {
  const held = Promise.withResolvers<undefined>();
  let asked = 0;
  const { call, chat } = await open({
    limits: {
      requestsUnderWay: 2,
      requestsUnderWayInAll: 3,
      verbs: { perSecond: Infinity, burst: Infinity },
    },
    wrap: (inner) =>
      changedStore(inner, {
        rooms: {
          async list(...of) {
            asked++;
            await held.promise;
            return inner.rooms.list(...of);
          },
        },
      }),
  });
  const tokens = [];
  for (const name of ["ann", "bob"])
    tokens.push(String((await call("hello", { name }))["token"]));
  const [ann = "", bob = ""] = tokens;
  const rooms = (token: string) => codeOf(call("rooms", {}, token));
  const waiting = [rooms(ann), rooms(ann)];
  expect(await rooms(ann)).toBe("too_many");
  waiting.push(rooms(bob));
  expect(await rooms(bob)).toBe("too_many");
  expect(await codeOf(call("hello", { name: "cat" }))).toBe("too_many");
  held.resolve(undefined);
  expect(await Promise.all(waiting)).toEqual([undefined, undefined, undefined]);
  expect(asked).toBe(3);
  for (const token of [ann, ann, bob])
    expect(await rooms(token)).toBe(undefined);
  expect(chat.people().map(({ name }) => name)).toEqual(["ann", "bob"]);
});
