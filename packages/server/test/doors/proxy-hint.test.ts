// A proxy in front that is not trusted is told of, once.
import { once } from "node:events";
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { hintAtProxy } from "../../src/doors/proxy-hint.ts";
import { portOf } from "../../src/doors/port.ts";

test("the operator hears once that requests come through a proxy that he does not trust", async () => {
  const told: string[] = [];
  const server = createServer((_request, response) => void response.end());
  hintAtProxy(server, (text) => told.push(text));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${portOf(server)}/`;
  const ask = async (headers: Record<string, string>) => {
    await (await fetch(url, { headers })).text();
  };
  await ask({});
  expect(told).toEqual([]);
  for (const address of ["192.0.2.7", "192.0.2.8"])
    await ask({ "X-Forwarded-For": address });
  expect(told).toEqual([expect.stringContaining("--trust-proxy")]);
});
