import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Route, RouteCaller } from "../../src/dialects/dialect.ts";
import {
  nothingHere,
  withRoutes,
  type RouteParts,
} from "../../src/doors/routes.ts";
import { securityHeaders } from "../../src/lib/security-headers.ts";

/** A server of these routes; asks it. */
async function serve(routes: readonly Route[], more: Partial<RouteParts> = {}) {
  const bugs: unknown[] = [];
  const parts: RouteParts = {
    origins: [],
    trustProxy: false,
    onBug: (error, where) => bugs.push([String(error), where]),
    ...more,
  };
  const server = createServer(withRoutes(routes, nothingHere, parts));
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, init);
  return { ask, bugs, port };
}

const form: Route = {
  path: "/form",
  methods: {
    GET: (_request, response) => response.end("a form"),
    POST: (_request, response) => response.writeHead(201).end("posted"),
  },
};

test("a route answers the methods that it has, at its exact path", async () => {
  const { ask } = await serve([form]);
  expect(await (await ask("/form?x=1")).text()).toBe("a form");
  const posted = await ask("/form", { method: "POST", body: "x" });
  expect([posted.status, await posted.text()]).toEqual([201, "posted"]);
  for (const path of ["/form/", "/form/x", "/Form", "/", "/constructor"])
    expect((await ask(path)).status).toBe(404);
});

test("HEAD is answered like GET, without the body", async () => {
  const { ask } = await serve([form]);
  const head = await ask("/form", { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("another method is told which there are", async () => {
  const only: Route = { path: "/only", methods: { POST: () => undefined } };
  const { ask } = await serve([form, only]);
  for (const method of ["PUT", "DELETE", "OPTIONS"]) {
    const response = await ask("/form", { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST, HEAD");
  }
  const head = await ask("/only", { method: "HEAD" });
  expect([head.status, head.headers.get("allow")]).toEqual([405, "POST"]);
});

test("of two routes for one path the first one serves", async () => {
  const other: Route = {
    path: "/form",
    methods: { GET: (_request, response) => response.end("another") },
  };
  const { ask } = await serve([form, other]);
  expect(await (await ask("/form")).text()).toBe("a form");
});

test("every answer carries the security headers, and a route may set its own", async () => {
  const policy = "default-src 'self'";
  const page: Route = {
    path: "/page",
    methods: {
      GET: (_request, response) =>
        response
          .writeHead(200, { "content-security-policy": policy })
          .end("a page"),
    },
  };
  const { ask } = await serve([form, page]);
  for (const path of ["/form", "/nowhere"]) {
    const { headers } = await ask(path);
    for (const [name, value] of Object.entries(securityHeaders))
      expect(headers.get(name)).toBe(value);
  }
  const { headers } = await ask("/page");
  expect(headers.get("content-security-policy")).toBe(policy);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

const broken = new Error("broken");

test.each<[string, () => void]>([
  [
    "throws",
    () => {
      throw broken;
    },
  ],
  ["rejects", () => Promise.reject(broken) as unknown as undefined],
])("a route that %s is a bug, and is told bare", async (_how, fail) => {
  const broken: Route = { path: "/broken", methods: { GET: fail } };
  const { ask, bugs } = await serve([broken, form]);
  const response = await ask("/broken");
  expect([response.status, await response.text()]).toEqual([500, "internal\n"]);
  expect(bugs).toEqual([["Error: broken", "/broken"]]);
  expect((await ask("/form")).status).toBe(200);
});

test("a route that breaks in the middle of its answer cuts it", async () => {
  const broken: Route = {
    path: "/broken",
    methods: {
      GET(_request, response) {
        response.write("half a p");
        throw new Error("broken");
      },
    },
  };
  const { ask, bugs } = await serve([broken]);
  await expect(ask("/broken").then((it) => it.text())).rejects.toThrow(
    "terminated",
  );
  expect(bugs).toHaveLength(1);
});

test("a route knows who calls, and whether from an own page", async () => {
  const callers: RouteCaller[] = [];
  const who: Route = {
    path: "/who",
    methods: {
      GET(_request, response, caller) {
        callers.push(caller);
        response.end();
      },
    },
  };
  const headers = {
    "x-forwarded-for": "1.2.3.4, 192.0.2.1",
    "x-forwarded-proto": "https",
    origin: "http://evil.test",
  };
  await (await serve([who])).ask("/who");
  await (await serve([who])).ask("/who", { headers });
  await (await serve([who], { trustProxy: true })).ask("/who", { headers });
  const friend = { trustProxy: true, origins: ["evil.test"] };
  await (await serve([who], friend)).ask("/who", { headers });
  expect(callers).toMatchObject([
    { address: "127.0.0.1", isOwnOrigin: true, isSecure: false },
    { address: "127.0.0.1", isOwnOrigin: false, isSecure: false },
    { address: "192.0.2.1", isOwnOrigin: false, isSecure: true },
    { address: "192.0.2.1", isOwnOrigin: true, isSecure: true },
  ]);
});

test("what is under /socket.io/ goes to the hook, and what that leaves to the fallback", async () => {
  const { ask } = await serve([form], {
    takesRequest(request, response) {
      if (request.url !== "/socket.io/1/") return false;
      response.end("polled");
      return true;
    },
  });
  expect(await (await ask("/socket.io/1/")).text()).toBe("polled");
  expect((await ask("/socket.io/2/")).status).toBe(404);
  expect(await (await ask("/form")).text()).toBe("a form");
});

test("a request whose path cannot be read is answered too", async () => {
  const { port } = await serve([form]);
  const socket = connect(port, "127.0.0.1");
  socket.end("GET //%%?? HTTP/1.0\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(String(answer)).toContain("404");
});
