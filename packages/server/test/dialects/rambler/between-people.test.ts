// What reaches one person from others: direct messages, being kicked, invitations, and the end of the server.
import { describe, test } from "vitest";
import { doors, enter as enterNative } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { arrive, enter, wires } from "./client.ts";

describe.each(wires)("over %s", (wire) => {
  test("a direct message is seen by both, once, and by nobody else", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enter(wire, server, "ann");
    const bob = await enter(wire, server, "bob");
    const cat = await enter(wire, server, "cat");
    const psst = /^MESSAGE:\[(ann, bob|bob, ann)\] ann: psst {2}(<|&lt;)3$/;
    await ann.says("#msg bob psst  <3", psst);
    await bob.gets(psst);
    const yes = /^MESSAGE:\[(ann, bob|bob, ann)\] bob: yes\?$/;
    await bob.says('#MSG "ann" yes?', yes);
    await ann.gets(yes);
    for (const one of [ann, bob, cat]) await one.getsNothing();
    // What is said to all does not go into the direct room.
    const hi = "MESSAGE:[Free Chat] ann: hi";
    await ann.says("hi", hi);
    for (const one of [bob, cat]) await one.gets(hi);
    for (const one of [ann, bob, cat]) await one.getsNothing();
  });

  test("whoever is kicked is told by whom, and is in the room no more", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enterNative(doors.TCP(server), "ann", "kitchen");
    const bob = await enter(wire, server, "bob");
    await bob.says(
      "#join room kitchen",
      'SERVER:You are connected to room: "kitchen" as "bob"',
    );
    await ann.must("kick", { room: "kitchen", who: "bob" });
    await bob.gets(
      'SERVER:You are disconnected from room: "kitchen". "ann" has kicked you out.',
    );
    await bob.says("hi", "MESSAGE:[Free Chat] bob: hi");
    await bob.getsNothing();
  });

  test("a closed room is entered by invitation only", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await enterNative(doors.TCP(server), "ann", "kitchen");
    await ann.must("change", { room: "kitchen", access: "closed" });
    const bob = await enter(wire, server, "bob");
    await bob.says(
      "#join room kitchen",
      'SERVER:You cant connect to room "kitchen"',
    );
    await ann.must("invite", { room: "kitchen", who: "bob" });
    await bob.gets(
      'SERVER:"ann" invites you to room "kitchen". To enter: #join room kitchen',
    );
    await bob.says(
      "#join room kitchen",
      'SERVER:You are connected to room: "kitchen" as "bob"',
    );
  });

  test("the end of the server is told", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    await server.close();
    await ann.gets("SERVER:The server closes: the test is over");
    await ann.carrier.ended;
  });
});
