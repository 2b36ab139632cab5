import { describe, expect, test } from "vitest";
import { enter, open } from "./client.ts";
import { openDoor } from "./door.ts";

const uuid =
  /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/;
const date = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/;

test("the sign of life is empty, with the headers of the first server", async () => {
  const { http } = await openDoor();
  const alive = await fetch(`${http}/v1.0/alive`);
  expect([alive.status, await alive.text()]).toEqual([200, ""]);
  expect(alive.headers.get("content-type")).toBe(
    "application/json;charset=utf-8",
  );
  expect(alive.headers.get("date")).toMatch(date);
  expect(alive.headers.get("x-request-id")).toMatch(uuid);
  expect(alive.headers.get("content-length")).toBe("0");
  expect(alive.headers.get("server")).toBeNull();
});

test("a server with a name tells it, as far as a header can", async () => {
  const { http } = await openDoor({
    settings: { serverName: "San Franciscó" },
  });
  const alive = await fetch(`${http}/v1.0/alive`);
  expect(alive.headers.get("server")).toBe("San Francisc?");
});

test("a plain request where a WebSocket is expected is refused", async () => {
  const { http } = await openDoor();
  const answer = await fetch(`${http}/v1.0/chat`);
  expect([answer.status, await answer.text()]).toEqual([
    400,
    "not websocket protocol",
  ]);
});

describe("the figures are told to nobody without the admin's token", () => {
  test.each([
    ["no token is set, and none given", undefined, undefined, 403],
    ["no token is set, and one given", undefined, "Bearer undefined", 403],
    ["none is given", "secret", undefined, 401],
    ["it is not a bearer's", "secret", "Basic secret", 401],
    ["another is given", "secret", "Bearer secre", 403],
    ["more is given", "secret", "Bearer secrets", 403],
  ])("%s", async (_when, adminToken, authorization, status) => {
    const { http } = await openDoor({ settings: { adminToken } });
    const answer = await fetch(`${http}/v1.0/stats`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toContain("{");
  });
});

test("the figures are those of who is here, and do not grow with who was", async () => {
  const settings = { adminToken: "secret", serverName: "here" };
  const door = await openDoor({ settings, limits: { rooms: 50 } });
  const ann = await enter(door, "ann", "Demo");
  const bob = await open(door, "/Demo/bob");
  await ann.hears();
  for (let n = 0; n < 5; n++) {
    const gone = await open(door, "/Demo");
    await gone.ended;
  }
  const cat = await enter(door, "cat", "Demo", ann);
  cat.ws.close();
  await ann.hears();
  const answer = await fetch(`${door.http}/v1.0/stats`, {
    headers: { authorization: "Bearer secret" },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("x-request-id")).toMatch(uuid);
  const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
  const common = { name: "here", maxConns: 0, maxRooms: 50 };
  expect(await answer.json()).toEqual({
    info: { ...common, profPort: 0, debugEnabled: false },
    options: { ...common, profPort: 0, debugEnabled: false },
    memStats: expect.objectContaining({ rss: expect.any(Number) as number }),
    stats: {
      startTime: time,
      reqCount: 4,
      reqBytes: 128,
      routeStats: {
        "/v1.0/chat": { requestCount: 2 },
        "/{room}/{nick}": { requestCount: 1 },
        "/{room}": { requestCount: 5 },
        "/v1.0/stats": { requestCount: 1 },
      },
      chatterStats: [
        {
          nickname: "ann",
          remoteAddr: `127.0.0.1:${ann.port}`,
          start: time,
          lastReq: time,
          reqcount: 2,
        },
        {
          nickname: "bob",
          remoteAddr: `127.0.0.1:${bob.port}`,
          start: time,
          reqcount: 0,
        },
      ],
      roomStats: [
        {
          name: "Demo",
          chatters: [
            { nickname: "ann", remoteAddr: "127.0.0.1" },
            { nickname: "bob", remoteAddr: "127.0.0.1" },
          ],
        },
      ],
    },
  });
});
