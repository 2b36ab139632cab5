// The 0.9 client in a page of another port, as it was used: every transport that it has in a browser.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startServer, type TestServer } from "../../support/server.ts";
import { launch } from "../../support/browser.ts";
import { Raw09 } from "./raw-09.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());

/** A page that has the client and uses one of its transports. */
async function pageWith(server: TestServer, transport: string): Promise<Page> {
  const path = createRequire(import.meta.url).resolve("socket.io-client-0.9");
  const client = await readFile(
    new URL("../dist/socket.io.js", `file://${path}`),
  );
  const pages = createServer((request, response) => {
    const isScript = request.url === "/socket.io.js";
    response.setHeader(
      "content-type",
      isScript ? "text/javascript" : "text/html",
    );
    response.end(
      isScript
        ? client
        : '<!doctype html><title>.</title><body><script src="/socket.io.js"></script>',
    );
  });
  pages.listen(0, "127.0.0.1");
  await once(pages, "listening");
  onTestFinished(() => void pages.close().closeAllConnections());
  const { port } = pages.address() as AddressInfo;
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.evaluate(`
    window.heard = [];
    window.acked = [];
    io.transports = ["${transport}"];
    window.socket = io.connect("http://${server.http}", {
      "try multiple transports": false, reconnect: false
    });
    socket.on("chat_message", (message) => heard.push(message.from_user + ": " + message.text));
    socket.on("connect", () => (window.transport = socket.socket.transport.name));
    window.tell = (name, body) => socket.emit(name, body, () => acked.push(name));
  `);
  await page.waitForFunction("window.transport");
  expect(await page.evaluate("transport")).toBe(transport);
  return page;
}

test.each(["websocket", "xhr-polling", "jsonp-polling"])(
  "%s in Chromium",
  { timeout: 30_000 },
  async (transport) => {
    const server = await startServer();
    const bob = await Raw09.open(server);
    await bob.join("bob");
    const page = await pageWith(server, transport);
    await page.evaluate(`tell("connected", { username: "ann", password: "" })`);
    await page.waitForFunction(`acked.includes("connected")`);
    const text = 'hi <b>é😀" \u2028';
    await page.evaluate(
      `tell("message", ${JSON.stringify({ message: text })})`,
    );
    await bob.hears(`ann: ${text}`);
    for (let n = 0; n < 20; n++) await bob.emit("message", { message: n });
    await bob.emit("privmsg", { to_user: "ann", message: "psst" });
    await page.waitForFunction(`heard.includes("bob: psst")`);
    expect(await page.evaluate("heard")).toEqual([
      `ann: ${text}`,
      ...Array.from({ length: 20 }, (_, n) => `bob: ${n}`),
      "bob: psst",
    ]);
    await page.evaluate("socket.disconnect()");
    await page.waitForFunction("!socket.socket.connected");
  },
);
