import { describe, expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { openWebSocket } from "../speakers/web-socket.ts";
import { connect, greeting, wires } from "./client.ts";

const rooms = ["Python Developers", "JavaScript Developers"];

describe.each(wires)("over %s", (wire) => {
  test("two clients converse as they do with the original", async () => {
    const server = await startServer({ doors: ["rambler"], config: { rooms } });
    const ann = await connect(wire, server);
    await ann.gets(greeting);
    const hi = "MESSAGE:[Free Chat] Anonymous: hi <b>&\"' é 😀";
    await ann.says("hi <b>&\"' é 😀", hi);

    const bob = await connect(wire, server);
    await bob.gets(hi, greeting);

    await ann.says(
      "#register bob secret",
      'SERVER:User "bob" successfully created. Try to login.',
    );
    await ann.says("#LOGIN bob secret", 'SERVER:You are logged in as "bob"');
    await ann.says(
      "#join room python developers",
      'SERVER:You are connected to room: "Python Developers" as "bob"',
    );
    await ann.says(
      "in two rooms",
      "MESSAGE:[Free Chat] bob: in two rooms",
      "MESSAGE:[Python Developers] bob: in two rooms",
    );
    await ann.says(
      "#change nick * Star",
      'SERVER:Your nick changed to "Star" in room "Free Chat"',
      'SERVER:Your nick changed to "Star" in room "Python Developers"',
    );
    await ann.says(
      "#left room python developers",
      'SERVER:You are disconnected from room: "Python Developers"',
    );
    await ann.says("hello", "MESSAGE:[Free Chat] Star: hello");
    await ann.says("#logout", "SERVER:You are logged out");
    await ann.says("x", "MESSAGE:[Free Chat] Anonymous: x");
    await ann.getsNothing();

    await bob.gets(
      "MESSAGE:[Free Chat] bob: in two rooms",
      "MESSAGE:[Free Chat] Star: hello",
      "MESSAGE:[Free Chat] Anonymous: x",
    );
    await bob.getsNothing();
  });

  test("whoever connects gets the last ten lines, oldest first", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await connect(wire, server);
    await ann.gets(greeting);
    const line = (n: number) => `MESSAGE:[Free Chat] Anonymous: number ${n}`;
    for (let n = 1; n <= 12; n++) await ann.says(`number ${n}`, line(n));
    const bob = await connect(wire, server);
    await bob.gets(
      ...Array.from({ length: 10 }, (_, n) => line(n + 3)),
      greeting,
    );
    await ann.says("now", "MESSAGE:[Free Chat] Anonymous: now");
    await bob.gets("MESSAGE:[Free Chat] Anonymous: now");
  });
});

test("a page gets everything escaped, to the letter", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const { told, ...ann } = await openWebSocket(server.port, "/chat").then(
    (carrier) => ({
      told: carrier.told,
      send: (text: string) => carrier.send(text),
      until: (count: number) =>
        carrier.until(() => carrier.told.length >= count),
    }),
  );
  await ann.until(1);
  ann.send(`hi <b>&"' é 😀`);
  await ann.until(2);
  ann.send("two\nlines");
  await ann.until(3);
  expect(told).toEqual([
    "SERVER:You are connected to room: &quot;Free Chat&quot; as &quot;Anonymous&quot;",
    "MESSAGE:[Free Chat] Anonymous: hi &lt;b&gt;&amp;&quot;&#39; é 😀",
    "MESSAGE:[Free Chat] Anonymous: two\nlines",
  ]);
});
