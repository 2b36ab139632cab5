import { describe, test } from "vitest";
import { doors, enter as enterNative } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { arrive, connect, enter, wires } from "./client.ts";

describe.each(wires)("over %s", (wire) => {
  test("whoever is logged in makes a room by joining it, and others find it", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enter(wire, server, "ann");
    const bob = await enter(wire, server, "bob");
    await ann.says(
      "#join room The Kitchen",
      'SERVER:Room "The Kitchen" created',
      'SERVER:You are connected to room: "The Kitchen" as "ann"',
    );
    await ann.says(
      "hi",
      "MESSAGE:[Free Chat] ann: hi",
      "MESSAGE:[The Kitchen] ann: hi",
    );
    await bob.gets("MESSAGE:[Free Chat] ann: hi");
    await bob.says(
      "#join room the kitchen",
      "MESSAGE:[The Kitchen] ann: hi",
      'SERVER:You are connected to room: "The Kitchen" as "bob"',
    );
    await ann.getsNothing();
  });

  test("the longest name of a room that there is counts, and the nick follows it", async () => {
    const rooms = ["a", "a b", "a b c d"];
    const server = await startServer({ doors: ["rambler"], config: { rooms } });
    const ann = await enter(wire, server, "ann");
    await ann.says(
      "#join room a b c",
      'SERVER:You are connected to room: "a b" as "c"',
    );
    await ann.says(
      "#join room A B C D E F",
      'SERVER:You are connected to room: "a b c d" as "E F"',
    );
    await ann.says(
      "#join room 'a' b",
      'SERVER:You are connected to room: "a" as "b"',
    );
    // A room without a word said in it goes with its last member.
    await ann.says(
      "hi",
      "MESSAGE:[Free Chat] ann: hi",
      "MESSAGE:[a b] c: hi",
      "MESSAGE:[a b c d] E F: hi",
      "MESSAGE:[a] b: hi",
    );
    await ann.says(
      "#left room a b whatever",
      'SERVER:You are disconnected from room: "a b"',
    );
    await ann.says(
      "#left room a b",
      'SERVER:You were not joined to room "a b"',
    );
    await ann.says(
      '#left room "a"',
      'SERVER:You are disconnected from room: "a"',
    );
  });

  test("a nick is kept until the room is left, over connections too", async () => {
    const server = await startServer({
      doors: ["rambler"],
      config: { rooms: ["kitchen"] },
    });
    const ann = await enter(wire, server, "ann");
    await ann.says(
      "#join room kitchen Chef",
      'SERVER:You are connected to room: "kitchen" as "Chef"',
    );
    await ann.says(
      "soup",
      "MESSAGE:[Free Chat] ann: soup",
      "MESSAGE:[kitchen] Chef: soup",
    );
    ann.carrier.end();
    await ann.carrier.ended;

    const again = await connect(wire, server);
    await again.gets(
      "MESSAGE:[Free Chat] ann: soup",
      'SERVER:You are connected to room: "Free Chat" as "Anonymous"',
    );
    await again.says("#login ann secret", 'SERVER:You are logged in as "ann"');
    await again.says(
      "more soup",
      "MESSAGE:[Free Chat] ann: more soup",
      "MESSAGE:[kitchen] Chef: more soup",
    );
    await again.says(
      "#left room kitchen",
      'SERVER:You are disconnected from room: "kitchen"',
    );
    await again.says(
      "#join room kitchen",
      "MESSAGE:[kitchen] Chef: soup",
      "MESSAGE:[kitchen] Chef: more soup",
      'SERVER:You are connected to room: "kitchen" as "ann"',
    );
  });

  test("a nick that an account has is refused, and one refusal does not stop the other rooms", async () => {
    const server = await startServer({
      doors: ["rambler"],
      config: { rooms: ["kitchen"] },
    });
    const ann = await enter(wire, server, "ann");
    const bob = await enter(wire, server, "bob");
    const cat = await enter(wire, server, "cat");
    cat.carrier.end();
    await ann.says(
      "#join room kitchen Chef",
      'SERVER:You are connected to room: "kitchen" as "Chef"',
    );
    await bob.says(
      "#join room kitchen",
      'SERVER:You are connected to room: "kitchen" as "bob"',
    );
    await bob.says(
      "#change nick * chef",
      'SERVER:Your nick changed to "chef" in room "Free Chat"',
      /chef.* \(Refused in .*kitchen.*\)/,
    );
    await bob.says("#change nick kitchen cat", /^SERVER:.*cat.* is taken/);
    await ann.getsNothing();
  });

  test("a line that is refused in every room is refused once", async () => {
    const server = await startServer({
      doors: ["rambler"],
      config: { rooms: ["kitchen"] },
    });
    const ann = await enter(wire, server, "ann");
    await ann.says(
      "#join room kitchen",
      'SERVER:You are connected to room: "kitchen" as "ann"',
    );
    await ann.says(
      "x".repeat(5_000),
      "SERVER:A message has at most 4000 characters and 16384 bytes. Send it in parts.",
    );
    await ann.getsNothing();
  });

  test("whoever leaves right behind his last words hears them, and nothing more", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    const bob = await arrive(wire, server);
    for (let round = 0; round < 20; round++) {
      ann.send(`last words ${round}`);
      ann.send("#left room Free Chat");
      const words = `MESSAGE:[Free Chat] Anonymous: last words ${round}`;
      await ann.gets(
        words,
        'SERVER:You are disconnected from room: "Free Chat"',
      );
      await bob.gets(words);
      const missed = `MESSAGE:[Free Chat] Anonymous: not heard ${round}`;
      await bob.says(`not heard ${round}`, missed);
      ann.send("#join room Free Chat");
      // The last ten lines, of rounds before too.
      await ann.carrier.until(
        () =>
          ann.carrier.told.at(-1)?.startsWith("SERVER:You are con") === true,
      );
      ann.skip();
    }
  });
});

test("rooms, nicks and what was said outlive the server", async () => {
  const first = await startServer({ doors: ["rambler"], store: "sqlite:" });
  const ann = await enter("WebSocket", first, "ann");
  await ann.says(
    '#join room "The Kitchen" Chef',
    'SERVER:Room "The Kitchen" created',
    'SERVER:You are connected to room: "The Kitchen" as "Chef"',
  );
  await ann.says(
    "#left room Free Chat",
    'SERVER:You are disconnected from room: "Free Chat"',
  );
  await ann.says("soup", "MESSAGE:[The Kitchen] Chef: soup");
  await first.close();

  const { data } = first;
  const second = await startServer({
    doors: ["rambler"],
    store: "sqlite:",
    data,
  });
  const back = await arrive("TCP", second);
  await back.says("#login ann secret", 'SERVER:You are logged in as "ann"');
  await back.says("more soup", "MESSAGE:[The Kitchen] Chef: more soup");
  const bob = await enter("TCP", second, "bob");
  await bob.says(
    "JOIN the kitchen",
    "MESSAGE:[The Kitchen] Chef: soup",
    "MESSAGE:[The Kitchen] Chef: more soup",
    'SERVER:You are connected to room: "The Kitchen" as "bob"',
  );
});

test("a room is not entered by the id that other doors have for it", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const bob = await enterNative(doors.TCP(server), "bob", "kitchen");
  const { room } = await bob.must("join", { room: "kitchen" });
  const ann = await enter("TCP", server, "ann");
  await ann.says(`JOIN ${String(room)}`, /^SERVER:A room's title does not/);
  await ann.says(`LEFT ${String(room)}`, /^SERVER:You were not joined/);
  await ann.getsNothing();
});
