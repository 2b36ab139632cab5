import { codes, type ErrorCode, type VerbName } from "@koine/protocol";
import { describe, expect, test } from "vitest";
import { ChatError } from "../../src/core/errors.ts";
import type { Caller } from "../../src/http/api.ts";
import { httpVerbs } from "../../src/http/http-verbs.ts";
import { testHttp } from "./parts.ts";

const json = { "content-type": "application/json" };

function post(url: string, payload: string | Buffer, headers: object = json) {
  return { method: "POST", url, payload, headers: { ...headers } } as const;
}

describe("a call", () => {
  test("reaches its verb with the fields, the token and the address, and is answered with the result", async () => {
    const calls: [VerbName, unknown, Caller][] = [];
    const { app } = testHttp({
      invoke: async (...call) => {
        calls.push(call);
        return { seq: 42 };
      },
    });
    const response = await app.inject(
      post("/api/say", '{"room":"kitchen","text":"hi","new":1}', {
        ...json,
        authorization: "Bearer t0ken",
      }),
    );
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ seq: 42 });
    expect(response.headers["cache-control"]).toBe("no-store");
    expect(calls).toEqual([
      [
        "say",
        { room: "kitchen", text: "hi", new: 1 },
        { token: "t0ken", address: "127.0.0.1" },
      ],
    ]);
  });

  test.each(httpVerbs)("can be made to %s", async (verb) => {
    const { app } = testHttp({ invoke: async (asked) => ({ asked }) });
    const response = await app.inject(post(`/api/${verb}`, "{}"));
    expect(response.json()).toEqual({ asked: verb });
  });

  test.each([undefined, "t0ken", "Basic t0ken", "Bearer", "Bearer a b"])(
    "with the authorization %j has no token",
    async (authorization) => {
      const { app } = testHttp({ invoke: async (_verb, _params, who) => who });
      const headers =
        authorization === undefined ? json : { ...json, authorization };
      const response = await app.inject(post("/api/hello", "{}", headers));
      expect(response.json()).toEqual({ address: "127.0.0.1" });
    },
  );

  test.each(Object.keys(codes) as ErrorCode[])(
    "refused as %s has the status of that code",
    async (code) => {
      const told: ErrorCode[] = [];
      const { app, errors } = testHttp({
        invoke: async () => {
          throw new ChatError(code, "Do something else.");
        },
        refused: (refusal) => told.push(refusal),
      });
      const response = await app.inject(post("/api/say", "{}"));
      expect(response.statusCode).toBe(codes[code].status);
      expect(response.json()).toEqual({
        error: { code, message: "Do something else." },
      });
      const retry = code === "rate_limited" || code === "unavailable";
      expect(response.headers["retry-after"]).toBe(retry ? "1" : undefined);
      expect(told).toEqual([code]);
      expect(errors).toHaveLength(code === "internal" ? 1 : 0);
    },
  );

  test("that hits a bug is logged whole and told nothing of it", async () => {
    // An error that looks as if the request were to blame is no less a bug when it comes from a verb.
    const bug = Object.assign(new Error("secret detail"), { statusCode: 404 });
    const { app, errors } = testHttp({
      invoke: async () => {
        throw bug;
      },
    });
    const response = await app.inject(post("/api/say", "{}"));
    expect(response.statusCode).toBe(500);
    expect(response.json<{ error: object }>().error).toMatchObject({
      code: "internal",
    });
    expect(response.body).not.toContain("secret");
    expect(errors).toMatchObject([{ err: { cause: bug } }]);
  });
});

describe("a body", () => {
  const deep = `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
  const bad: [string, string | Buffer][] = [
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a number", "1"],
    ["null", "null"],
    ["two objects", "{}{}"],
    ["bytes that are not UTF-8", Buffer.from('{"a":"\xff"}', "latin1")],
    ["a byte order mark twice", "\uFEFF\uFEFF{}"],
  ];
  test.each(bad)("of %s is refused as bad_frame", async (_what, body) => {
    const { app, errors } = testHttp();
    const response = await app.inject(post("/api/say", body));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: "bad_frame" } });
    expect(errors).toEqual([]);
  });

  test("nested deeply, or with the names of an object's insides, is an object like any other", async () => {
    const { app } = testHttp({ invoke: async (_verb, params) => params });
    expect((await app.inject(post("/api/say", deep))).statusCode).toBe(200);
    const odd = '{"__proto__":{"a":1},"constructor":{"prototype":{}}}';
    expect((await app.inject(post("/api/say", odd))).body).toBe(odd);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/",
    ";;",
    undefined,
  ])("of the type %s is refused, whatever is in it", async (type) => {
    const { app, errors } = testHttp();
    const headers = type === undefined ? {} : { "content-type": type };
    const response = await app.inject(post("/api/say", "{}", headers));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { code: "bad_frame" } });
    expect(errors).toEqual([]);
  });

  test("that is not there is refused", async () => {
    const { app } = testHttp();
    const response = await app.inject({ method: "POST", url: "/api/say" });
    expect(response.json()).toMatchObject({ error: { code: "bad_frame" } });
  });

  test("of 64 KiB is taken, of one byte more refused as too_large", async () => {
    const { app } = testHttp();
    const full = `{"a":"${"x".repeat(64 * 1024 - 8)}"}`;
    expect((await app.inject(post("/api/say", full))).statusCode).toBe(200);
    const response = await app.inject(post("/api/say", `${full} `));
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ error: { code: "too_large" } });
  });
});

describe("an address under /api", () => {
  test.each([
    "/api",
    "/api/",
    "/api/shout",
    "/api/ping",
    "/api/say/",
    "/api/SAY",
    "/api/%zz",
    "/api/__proto__",
  ])("that is no verb, %s, is unknown", async (url) => {
    const { app, errors } = testHttp();
    for (const method of ["GET", "POST", "DELETE"] as const) {
      const response = await app.inject({ method, url });
      expect(response.statusCode).toBe(404);
      expect(response.json()).toMatchObject({
        error: { code: "unknown_verb" },
      });
    }
    expect(errors).toEqual([]);
  });

  test("asked with another method names the right one", async () => {
    const { app } = testHttp();
    for (const method of [
      "GET",
      "PUT",
      "DELETE",
      "PATCH",
      "OPTIONS",
    ] as const) {
      const response = await app.inject({ method, url: "/api/say" });
      expect(response.statusCode).toBe(405);
      expect(response.headers.allow).toBe("POST");
    }
    const response = await app.inject(post("/api/openapi.json", "{}"));
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe("GET, HEAD");
  });

  test("describes itself", async () => {
    const { app } = testHttp();
    const response = await app.inject("/api/openapi.json");
    expect(response.headers["content-type"]).toContain("application/json");
    expect(response.json()).toMatchObject({ openapi: "3.1.0" });
  });
});

describe("a page", () => {
  test("of the same origin may call, of another may not", async () => {
    let called = 0;
    const { app } = testHttp({ invoke: async () => ({ called: ++called }) });
    const from = (origin: string) =>
      app.inject(
        post("/api/say", "{}", { ...json, host: "chat.test:80", origin }),
      );
    expect((await from("http://chat.test:80")).statusCode).toBe(200);
    for (const foreign of ["http://evil.test", "null", ""]) {
      const response = await from(foreign);
      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ error: { code: "not_allowed" } });
    }
    expect(called).toBe(1);
  });
});

describe("behind a proxy", () => {
  const call = post("/api/say", "{}", {
    ...json,
    host: "inside:8080",
    origin: "https://chat.test",
    "x-forwarded-for": "6.6.6.6, 203.0.113.9",
    "x-forwarded-host": "chat.test",
  });
  const parts = {
    invoke: async (_verb: VerbName, _params: unknown, who: Caller) => who,
    originAllowed: (origin: string, host: string) =>
      origin === `https://${host}`,
  };

  test("that is trusted, the address it saw counts, not one that the caller made up", async () => {
    const { app } = testHttp({ ...parts, trustProxy: true });
    const response = await app.inject(call);
    expect(response.json()).toEqual({ address: "203.0.113.9" });
  });

  test("that is not trusted, nothing it says is believed", async () => {
    const { app } = testHttp({ ...parts, trustProxy: false });
    expect((await app.inject(call)).statusCode).toBe(403);
  });
});
