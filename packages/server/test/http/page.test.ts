import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { publicFolder, testHttp } from "./parts.ts";

const script = "console.log('hi');".repeat(50);
const files = {
  "index.html": "<!doctype html><title>Koine</title>",
  "icon.svg": "<svg/>",
  "koine.webmanifest": "{}",
  ".stamp": "abc",
  ".hidden/inside.txt": "secret",
  "assets/index-a1b2c3.js": script,
};

async function get(app: FastifyInstance, path: string, encoding: string) {
  const { port } = app.server.address() as AddressInfo;
  const headers = { "accept-encoding": encoding };
  const asked = request({ port, host: "127.0.0.1", path, headers }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return {
    status: response.statusCode,
    type: response.headers["content-type"],
    body: await text(response),
  };
}

function withPage() {
  return testHttp({ publicDir: publicFolder(files) });
}

describe("the page", () => {
  test("is at / and asked for anew each time", async () => {
    const { app } = withPage();
    for (const url of ["/", "/index.html", "/?room=kitchen"]) {
      const response = await app.inject(url);
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain("<title>Koine</title>");
      expect(response.headers["cache-control"]).toBe("no-cache");
      expect(response.headers["content-type"]).toContain("text/html");
    }
  });

  test("is not sent again to whoever has it", async () => {
    const { app } = withPage();
    const { etag } = (await app.inject("/")).headers;
    const headers = { "if-none-match": String(etag) };
    const again = await app.inject({ url: "/", headers });
    expect(again.statusCode).toBe(304);
  });

  test("keeps what is named by its hash for good", async () => {
    const { app } = withPage();
    const response = await app.inject("/assets/index-a1b2c3.js");
    expect(response.body).toBe(script);
    expect(response.headers["cache-control"]).toBe(
      "public, max-age=31536000, immutable",
    );
    const icon = await app.inject("/icon.svg");
    expect(icon.headers["cache-control"]).toBe("no-cache");
  });

  test("is sent compressed to whoever can read it so", async () => {
    const { app } = withPage();
    const get = (encoding: string) =>
      app.inject({
        url: "/assets/index-a1b2c3.js",
        headers: { "accept-encoding": encoding },
      });
    const br = await get("gzip, br");
    expect(br.headers["content-encoding"]).toBe("br");
    expect(br.headers["content-type"]).toContain("javascript");
    expect(br.headers.vary).toContain("accept-encoding");
    expect(br.headers["cache-control"]).toContain("immutable");
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(script);
    const gzip = await get("gzip");
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(script);
    const html = await app.inject({
      url: "/",
      headers: { "accept-encoding": "br" },
    });
    expect(html.headers["content-type"]).toContain("text/html");
    expect(brotliDecompressSync(html.rawPayload).toString()).toContain("Koine");
  });

  test.each([undefined, "missing"])(
    "that is not built says what to run",
    async (missing) => {
      const publicDir = publicFolder({}) + (missing ?? "");
      const { app } = testHttp({ publicDir });
      const response = await app.inject("/");
      expect(response.statusCode).toBe(503);
      expect(response.body).toContain("npm start");
      expect((await app.inject("/healthz")).statusCode).toBe(200);
    },
  );
});

describe("nothing else is served", () => {
  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%252e%252e/secret.txt",
    "//secret.txt",
    "//etc/passwd",
    "/assets//../../secret.txt",
    "/index.html%00.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%zz",
    "/.stamp",
    "/.stamp.br",
    "/%2estamp",
    "/assets/../.stamp",
    "/.hidden/inside.txt",
    "/index.html.br",
    "/index.html.gz",
    "/index.html%2egz",
    "/assets/index-a1b2c3.js.br",
    "/assets/",
    "/assets",
    "/nothing",
    `/${"x".repeat(2_000)}`,
  ])("%s", async (path) => {
    const { app, errors } = withPage();
    await app.listen({ port: 0, host: "127.0.0.1" });
    for (const encoding of ["identity", "br, gzip"]) {
      // As it is: an injected request's path would be tidied up first.
      const { status, type, body } = await get(app, path, encoding);
      expect(body).toBe("There is nothing here.\n");
      expect(status).toBe(404);
      expect(type).toContain("text/plain");
    }
    expect(errors).toEqual([]);
  });

  test("a post to a page is answered as if it were not there", async () => {
    const { app } = withPage();
    const response = await app.inject({
      method: "POST",
      url: "/",
      headers: { "content-type": "text/plain" },
      payload: "x",
    });
    expect(response.statusCode).toBe(404);
  });
});

describe("health", () => {
  test("is told apart from readiness", async () => {
    let ready: true | string = "the store does not answer";
    const { app } = testHttp({ isReady: () => ready });
    expect((await app.inject("/healthz")).body).toBe("ok");
    const not = await app.inject("/readyz");
    expect(not.statusCode).toBe(503);
    expect(not.body).toBe("the store does not answer");
    ready = true;
    expect((await app.inject("/readyz")).statusCode).toBe(200);
  });
});

describe("every answer", () => {
  test.each([
    "/",
    "/assets/index-a1b2c3.js",
    "/nothing",
    "/%zz",
    "/healthz",
    "/api/openapi.json",
    "/api/say",
    "/api/nothing",
  ])("carries the strict headers: %s", async (url) => {
    const { app } = withPage();
    const { headers } = await app.inject(url);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
  });
});
