import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Polling09Client, socketIoDoor } from "./door.ts";

const hi = '5:1+::{"name":"hi","args":[1]}';

describe("the handshake", () => {
  test.each(["GET", "POST"])(
    "%s tells an id, times, transports",
    async (method) => {
      const { url } = await socketIoDoor();
      const answer = await fetch(`${url}1/?t=1`, { method });
      expect(answer.headers.get("content-type")).toBe(
        "text/plain; charset=UTF-8",
      );
      expect(await answer.text()).toMatch(
        /^[0-9a-f]{32}:15:25:websocket,xhr-polling,jsonp-polling$/,
      );
    },
  );

  test("is a script for JSONP", async () => {
    const { url } = await socketIoDoor();
    const answer = await fetch(`${url}1?jsonp=4`);
    expect(answer.headers.get("content-type")).toMatch(
      /^application\/javascript/,
    );
    expect(await answer.text()).toMatch(
      /^io\.j\[4\]\("[0-9a-f]{32}:15:25:[^"]*"\);$/,
    );
    const wrong = await fetch(`${url}1/?jsonp=alert(1)`);
    expect(await wrong.text()).toMatch(/^io\.j\[0\]\(/);
  });

  test.each([
    ["2/", 503],
    ["0/xhr-polling/x", 503],
    ["socket.io.js", 404],
    ["1/flashsocket/x", 404],
    ["1/xhr-polling/nobody", 401],
    ["1/jsonp-polling/nobody", 401],
    ["?EIO=3&transport=polling", 400],
    ["?EIO=4&transport=polling&sid=nobody", 400],
  ])("%s is answered with %i", async (path, status) => {
    const { url } = await socketIoDoor();
    expect((await fetch(url + path)).status).toBe(status);
  });

  test("counts for its address, until it is used and gone", async () => {
    const { url, parts } = await socketIoDoor({
      limits: { connections: 2 },
    });
    const ann = await Polling09Client.open(url);
    await fetch(`${url}1/`);
    expect((await fetch(`${url}1/`)).status).toBe(429);
    const tooMany = await fetch(`${url}?EIO=4&transport=polling`);
    expect(tooMany.status).toBe(429);
    await ann.post("0::");
    expect((await fetch(`${url}1/`)).status).toBe(200);
    expect(parts.tally.connections).toBe(0);
  });
});

describe("pages of other hosts", () => {
  const evil = "https://evil.example";

  test("are refused, those of loopback and of --origin are let in", async () => {
    const { url } = await socketIoDoor({ origins: ["chat.example"] });
    const statusFor = async (origin: string) => {
      const answer = await fetch(`${url}1/`, { headers: { origin } });
      const allowed = answer.headers.get("access-control-allow-origin");
      return [answer.status, allowed];
    };
    expect(await statusFor(evil)).toEqual([403, null]);
    for (const origin of [
      "http://localhost:8000",
      "http://127.0.0.1",
      "http://chat.example",
      new URL(url).origin,
    ])
      expect(await statusFor(origin)).toEqual([200, origin]);
    // As the 0.9 client for Node sends it.
    expect((await statusFor(new URL(url).host))[0]).toBe(200);
  });

  test("are refused over WebSockets", async () => {
    const { url } = await socketIoDoor();
    const { id } = await Polling09Client.shake(url);
    for (const path of [`1/websocket/${id}`, "?EIO=4&transport=websocket"]) {
      const ws = new WebSocket(url.replace("http", "ws") + path, {
        origin: evil,
      });
      const [error] = (await once(ws, "error")) as [Error];
      expect(error.message).toContain("403");
    }
  });

  test("are refused as scripts, which have no Origin", async () => {
    const { url } = await socketIoDoor();
    const statusFor = async (headers: Record<string, string>) => {
      const all = { "sec-fetch-site": "cross-site", ...headers };
      return (await fetch(`${url}1/?jsonp=0`, { headers: all })).status;
    };
    expect(await statusFor({})).toBe(403);
    expect(await statusFor({ referer: `${evil}/page` })).toBe(403);
    expect(await statusFor({ referer: "http://localhost:8000/page" })).toBe(
      200,
    );
    expect(await statusFor({ "sec-fetch-site": "same-origin" })).toBe(200);
  });

  test("may ask before, and are told what is allowed", async () => {
    const { url } = await socketIoDoor();
    const origin = "http://localhost:8000";
    for (const path of ["1/xhr-polling/x", ""]) {
      const answer = await fetch(url + path, {
        method: "OPTIONS",
        headers: { origin },
      });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "POST, GET, OPTIONS",
        "access-control-allow-credentials": "true",
      });
    }
  });
});

describe("polling", () => {
  test("begins with 1::, and answers events and acknowledgements", async () => {
    const { url, dialect } = await socketIoDoor();
    const ann = await Polling09Client.open(url);
    expect(ann.heard).toEqual(["1::"]);
    expect(dialect.opened[0]).toMatchObject({ protocol: "0.9" });
    expect(await ann.post(hi)).toBe(200);
    await ann.hears('echo: ["hi",1]');
    await ann.hears("6:::1");
  });

  test("several packets of one body are taken in order", async () => {
    const { url } = await socketIoDoor();
    const ann = await Polling09Client.open(url);
    const events = ["a", "b", "c"].map((name) => `5:::{"name":"${name}"}`);
    const body = events
      .map((one) => `\ufffd${one.length}\ufffd${one}`)
      .join("");
    await ann.post(body);
    await ann.hears('echo: ["c"]');
    expect(ann.heard).toEqual([
      "1::",
      'echo: ["a"]',
      'echo: ["b"]',
      'echo: ["c"]',
    ]);
  });

  test("a poll waits for news", async () => {
    const { url } = await socketIoDoor();
    const ann = await Polling09Client.open(url);
    const poll = ann.poll();
    await ann.post('5:::{"name":"late"}');
    expect(await poll).toEqual(['echo: ["late"]']);
  });

  test("a second poll beside one that waits ends that one", async () => {
    const { url } = await socketIoDoor();
    const ann = await Polling09Client.open(url);
    const [first, second] = [ann.poll(), ann.poll()];
    expect(await Promise.race([first, second])).toEqual(["8::"]);
    await ann.post('5:::{"name":"hi"}');
    expect((await Promise.all([first, second])).flat().sort()).toEqual([
      "8::",
      'echo: ["hi"]',
    ]);
  });

  test("a form of JSONP brings packets, and a script takes them", async () => {
    const { url } = await socketIoDoor();
    const { id } = await Polling09Client.shake(url);
    const jsonp = `${url}1/jsonp-polling/${id}?i=2`;
    expect(await (await fetch(jsonp)).text()).toBe('io.j[2]("1::");');
    const body = new URLSearchParams({ d: JSON.stringify(hi) });
    const posted = await fetch(jsonp, { method: "POST", body });
    expect([posted.status, await posted.text()]).toEqual([200, ""]);
    const script = await (await fetch(jsonp)).text();
    expect(script).toContain('echo: [\\"hi\\",1]');
  });

  test("a body that is too long, or none, is refused", async () => {
    const { url } = await socketIoDoor({ limits: { frameBytes: 1_000 } });
    const ann = await Polling09Client.open(url);
    expect(await ann.post("x".repeat(1_001))).toBe(413);
    await ann.hears("echo refused too_large");
    await ann.post("\ufffdbroken");
    await ann.hears("echo refused malformed");
  });

  test.each([
    ["a packet", (ann: Polling09Client) => ann.post("0::")],
    [
      "a request",
      (ann: Polling09Client, url: string) =>
        fetch(`${url}1//${ann.id}/?disconnect=1`),
    ],
  ])("%s ends it", async (_, leave) => {
    const { url, dialect } = await socketIoDoor();
    const ann = await Polling09Client.open(url);
    const poll = ann.poll();
    await leave(ann, url);
    await poll;
    expect(dialect.ended).toBe(1);
    expect(await ann.post(hi)).toBe(401);
  });
});

describe("a WebSocket", () => {
  const connect = async (url: string, id: string) => {
    const ws = new WebSocket(`${url.replace("http", "ws")}1/websocket/${id}`);
    const heard: string[] = [];
    ws.on("message", (data: Buffer) => heard.push(data.toString()));
    return { ws, heard };
  };

  test("of an unknown id is opened and dropped", async () => {
    const { url } = await socketIoDoor();
    const { ws } = await connect(url, "nobody");
    await once(ws, "open");
    const [code] = (await once(ws, "close")) as [number];
    expect(code).toBe(1006);
  });

  test("takes a handshake once", async () => {
    const { url } = await socketIoDoor();
    const { id } = await Polling09Client.shake(url);
    const { ws, heard } = await connect(url, id);
    await once(ws, "message");
    ws.send(hi);
    await once(ws, "message");
    expect(heard).toContain("1::");
    expect(heard).toContain('echo: ["hi",1]');
    const again = await connect(url, id);
    await once(again.ws, "close");
    expect((await fetch(`${url}1/xhr-polling/${id}`)).status).toBe(401);
    ws.send("0::");
    await once(ws, "close");
  });
});
