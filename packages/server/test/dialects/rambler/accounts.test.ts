import { describe, expect, test } from "vitest";
import { post } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { arrive, connect, enter, greeting, wires } from "./client.ts";

const loggedIn = (name: string) => `SERVER:You are logged in as "${name}"`;
const said = (name: string, text: string) =>
  `MESSAGE:[Free Chat] ${name}: ${text}`;

describe.each(wires)("over %s", (wire) => {
  test("an account is in the rooms that are kept for it, and Anonymous in none of them", async () => {
    const server = await startServer({
      doors: ["rambler"],
      config: { rooms: ["kitchen"] },
    });
    const ann = await enter(wire, server, "ann");
    const bob = await enter(wire, server, "bob");
    for (const [who, name] of [
      [ann, "ann"],
      [bob, "bob"],
    ] as const)
      await who.says(
        "#join room kitchen",
        `SERVER:You are connected to room: "kitchen" as "${name}"`,
      );
    await ann.says("#logout", "SERVER:You are logged out");
    await bob.says("one", said("bob", "one"), "MESSAGE:[kitchen] bob: one");
    await ann.gets(said("bob", "one"));
    await ann.says("two", said("Anonymous", "two"));
    await bob.gets(said("Anonymous", "two"));
    await ann.says("#login ann secret", loggedIn("ann"));
    await ann.says(
      "three",
      said("ann", "three"),
      "MESSAGE:[kitchen] ann: three",
    );
    await ann.getsNothing();
  });

  test("someone else may log in on the same connection", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const bob = await enter(wire, server, "bob");
    const ann = await enter(wire, server, "ann");
    await ann.says("#login bob secret", loggedIn("bob"));
    await ann.says("hi", said("bob", "hi"));
    await bob.gets(said("bob", "hi"));
    await bob.getsNothing();
    await ann.getsNothing();
  });

  test("a login that is refused changes nothing", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enter(wire, server, "ann");
    await ann.says("#login ann wrong", "SERVER:Password incorrect");
    await ann.says("hi", said("ann", "hi"));
    await ann.getsNothing();
  });

  test("nothing is missed or doubled while someone logs in and out", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enter(wire, server, "ann");
    const bob = await enter(wire, server, "bob");
    const count = 60;
    for (let n = 0; n < count; n++) {
      bob.send(`number ${n}`);
      if (n % 5 === 0) ann.send(n % 2 === 0 ? "#logout" : "#login ann secret");
      if (n % 3 === 0) await new Promise(setImmediate);
    }
    bob.send("the end");
    const end = (line: string) => line.endsWith("the end");
    await ann.carrier.until(() => ann.carrier.told.some(end));
    const heard = ann.carrier.told.filter((line) => line.includes("number"));
    expect(heard).toEqual(
      Array.from({ length: count }, (_, n) => said("bob", `number ${n}`)),
    );
  });

  test("what a connection says is answered and heard in the order of its lines", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    const bob = await arrive(wire, server);
    ann.send("#register ann secret");
    ann.send("as Anonymous");
    ann.send("#login ann secret");
    ann.send("as ann");
    ann.send("#logout");
    ann.send("as Anonymous again");
    await bob.gets(
      said("Anonymous", "as Anonymous"),
      said("ann", "as ann"),
      said("Anonymous", "as Anonymous again"),
    );
  });
});

test("Anonymous is many, and in each list once", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const people = await Promise.all(
    [...wires, ...wires].map((wire) => connect(wire, server)),
  );
  for (const one of people) await one.gets(greeting);
  const { body } = await post(server, "hello", { name: "cat" });
  const members = async () =>
    (
      await post(
        server,
        "members",
        { room: "Free Chat" },
        String(body["token"]),
      )
    ).body["members"];
  expect(await members()).toEqual([
    expect.objectContaining({ name: "Anonymous" }),
  ]);
  for (const one of people) one.carrier.end();
  await Promise.all(people.map((one) => one.carrier.ended));
  await expect.poll(members).toEqual([]);
});

test("a terminal's bare words make a guest, who may make rooms", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const ann = await arrive("TCP", server);
  const bob = await arrive("WebSocket", server);
  await ann.says("LOGIN ann", loggedIn("ann"));
  await ann.says(
    "JOIN kitchen",
    'SERVER:Room "kitchen" created',
    'SERVER:You are connected to room: "kitchen" as "ann"',
  );
  await ann.says("hi", said("ann", "hi"), "MESSAGE:[kitchen] ann: hi");
  await ann.says("LOGIN rob", loggedIn("rob"));
  await ann.says("hi", said("rob", "hi"), "MESSAGE:[kitchen] rob: hi");
  await ann.says(
    "LEFT KITCHEN",
    'SERVER:You are disconnected from room: "kitchen"',
  );
  await ann.says("#logout", "SERVER:You are logged out");
  await ann.says("hi", said("Anonymous", "hi"));
  await bob.gets(said("ann", "hi"), said("rob", "hi"), said("Anonymous", "hi"));
  await bob.says("LOGIN bob", said("Anonymous", "LOGIN bob"));
});

test("a name that an account holds asks for its password, one of another guest for another name", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const bob = await enter("WebSocket", server, "bob");
  bob.carrier.end();
  await bob.carrier.ended;
  const ann = await arrive("TCP", server);
  await ann.says(
    "LOGIN Bob",
    'SERVER:The name "Bob" belongs to an account. Write: LOGIN NICK PASSWORD',
  );
  await ann.says("LOGIN bob wrong", "SERVER:Password incorrect");
  await ann.says("LOGIN bob secret", loggedIn("bob"));
  await ann.says("LOGIN ann", loggedIn("ann"));
  const cat = await arrive("TCP", server);
  const taken = /^SERVER:The name "ann" is taken/;
  await cat.says("LOGIN ann", taken);
  await cat.says("LOGIN cat", loggedIn("cat"));
  await cat.says("LOGIN ann", taken);
  await cat.says("hi", said("cat", "hi"));
});

test("a guest's name is free when his connection ends", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const ann = await arrive("TCP", server);
  await ann.says("LOGIN ann", loggedIn("ann"));
  ann.carrier.end();
  await ann.carrier.ended;
  await expect
    .poll(async () => {
      const next = await connect("TCP", server);
      await next.gets(greeting);
      next.send("LOGIN ann");
      await next.carrier.until(() => next.carrier.told.length > 1);
      return next.carrier.told[1];
    })
    .toBe(loggedIn("ann"));
});

test("a WebSocket with the session's cookie begins as who it belongs to, in the rooms kept for him", async () => {
  const server = await startServer({
    doors: ["rambler"],
    config: { rooms: ["kitchen"] },
  });
  const ann = await enter("WebSocket", server, "ann");
  await ann.says(
    "#join room kitchen Chef",
    'SERVER:You are connected to room: "kitchen" as "Chef"',
  );
  await ann.says("hi", said("ann", "hi"), "MESSAGE:[kitchen] Chef: hi");
  const { body } = await post(server, "hello", {
    name: "ann",
    password: "secret",
  });
  const cookie = `other=x; koine=${String(body["token"])}`;
  const again = await connect("WebSocket", server, { cookie });
  await again.gets(
    said("ann", "hi"),
    'SERVER:You are connected to room: "Free Chat" as "ann"',
    "MESSAGE:[kitchen] Chef: hi",
    'SERVER:You are connected to room: "kitchen" as "Chef"',
  );
  await again.says("#logout", "SERVER:You are logged out");
  await again.says("x", said("Anonymous", "x"));
  await ann.gets(said("Anonymous", "x"));
  await ann.getsNothing();
});

test.each(["koine=nobodys", "koine=", "koine", "=", ";;;"])(
  "the cookie %j is nobody's: Anonymous",
  async (cookie) => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await connect("WebSocket", server, { cookie });
    await ann.gets(greeting);
  },
);

test("a page of another host may not connect, with whatever cookie", async () => {
  const server = await startServer({ doors: ["rambler"] });
  await expect(
    connect("WebSocket", server, { origin: "http://evil.example" }),
  ).rejects.toThrow("403");
  const own = { origin: `http://${server.http}` };
  await (await connect("WebSocket", server, own)).gets(greeting);
});
