import { expect, test } from "vitest";
import { enter as enterNative, webSocket } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { DoorClient, enter, enterText, open } from "./client.ts";

test("a native page and both forms of this door talk in one room, on a whole server", async () => {
  const server = await startServer({
    store: "sqlite:",
    doors: ["chattypantz"],
  });
  const port = server.door("chattypantz");
  const native = await enterNative(webSocket(server), "ann", "Demo");
  const bob = await enter({ port }, "bob", "Demo");
  const cat = await enterText({ port }, "/Demo/cat", bob);
  expect((await bob.asks(105, "Demo")).list).toEqual(["ann", "bob", "cat"]);

  await native.must("say", { room: "Demo", text: "hello" });
  expect((await bob.responds()).content).toBe("ann: hello");
  expect(await cat.hears()).toBe("ann: hello");
  bob.send({ roomName: "Demo", reqtype: 108, content: "hi <b>" });
  expect((await bob.responds()).content).toBe("bob: hi <b>");
  expect(await cat.hears()).toBe("bob: hi <b>");
  await native.hears("hi <b>");
  cat.send("good morning");
  expect((await bob.responds()).content).toBe("cat: good morning");
  await native.hears("good morning");
});

test("the JSON form is on the main port too, and the text form is not", async () => {
  const server = await startServer();
  const bob = await enter(server, "bob", "Free Chat");
  expect((await bob.asks(103)).list).toEqual(["Free Chat"]);
  await expect(refusal(server, "/Demo/cat")).resolves.toBe(404);
  const alive = await fetch(`http://${server.http}/v1.0/alive`);
  expect(alive.status).toBe(200);
});

test("a path of neither form is nowhere on the door's own port", async () => {
  const server = await startServer({ doors: ["chattypantz"] });
  const port = server.door("chattypantz");
  for (const path of ["/v1.0/chat/", "/Demo/bob/", "/a/b/c", "/%ff"])
    await expect(refusal({ port }, path)).resolves.toBe(404);
});

test("the settings of the command line reach the door", async () => {
  const adminToken = "a token that only the admin has";
  const server = await startServer({
    doors: ["chattypantz"],
    config: {
      history: 2,
      showAddresses: false,
      adminToken,
      serverName: "here",
    },
  });
  const port = server.door("chattypantz");
  const ann = await enter({ port }, "ann", "Demo");
  for (const text of ["one", "two", "three"]) await ann.asks(108, "Demo", text);
  const bob = await open({ port }, "/Demo/bob");
  expect([await bob.hears(), await bob.hears()]).toEqual([
    "ann: two",
    "ann: three",
  ]);
  const cat = await enterText({ port }, "/Demo/cat");
  expect(await bob.hears()).toBe("cat joined the party!");
  cat.ws.close();
  const figures = await fetch(`http://127.0.0.1:${port}/v1.0/stats`, {
    headers: { authorization: `Bearer ${adminToken}` },
  });
  expect(figures.headers.get("server")).toBe("here");
  expect(await figures.json()).toMatchObject({
    info: { name: "here", hostname: "127.0.0.1", maxIdle: 0 },
    options: { maxProcs: 2, debugEnabled: false },
    memStats: { rss: expect.any(Number) as number },
  });
});

test("the server's end is told to both forms", async () => {
  const server = await startServer({ doors: ["chattypantz"] });
  const port = server.door("chattypantz");
  const ann = await enter({ port }, "ann", "Demo");
  const bob = await enterText({ port }, "/Demo/bob", ann);
  void server.close();
  expect((await ann.ended).code).toBe(1000);
  expect((await bob.ended).code).toBe(1000);
  expect(ann.rest[0]).toContain("* the test is over");
  expect(bob.rest[0]).toBe("* the test is over");
});

/** The status that an upgrade is refused with. */
function refusal(
  at: { readonly port: number },
  path: string,
): Promise<number | undefined> {
  const client = new DoorClient(at.port, path);
  return new Promise((resolve) =>
    client.ws.once("unexpected-response", (request, response) => {
      request.destroy();
      resolve(response.statusCode);
    }),
  );
}
