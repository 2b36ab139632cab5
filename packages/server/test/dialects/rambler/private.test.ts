import { expect, test } from "vitest";
import { enter as enterNative, tcp } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { enter } from "./client.ts";

async function world() {
  const server = await startServer({ doors: ["rambler"] });
  const eve = await enterNative(tcp(server), "eve", "Kitchen");
  const ann = await enter("TCP", server, "ann");
  return { server, eve, ann };
}

test("whoever is in a room that is renamed hears it and speaks there under the new name", async () => {
  const { eve, ann } = await world();
  await ann.says(
    "#join room Kitchen",
    'SERVER:You are connected to room: "Kitchen" as "ann"',
  );
  await eve.must("change", { room: "Kitchen", title: "Galley" });
  await ann.gets(
    'SERVER:"eve" has renamed one of your rooms. It is room "Galley" now',
  );
  await eve.must("say", { room: "Galley", text: "ahoy" });
  await ann.gets("MESSAGE:[Galley] eve: ahoy");
  await ann.says(
    "#change nick Galley cook",
    'SERVER:Your nick changed to "cook" in room "Galley"',
  );
  await ann.says(
    "#left room Kitchen",
    'SERVER:You were not joined to room "Kitchen"',
  );
  await ann.says(
    "#left room Galley",
    'SERVER:You are disconnected from room: "Galley"',
  );
});

test("a private room is entered by its name by whoever is invited, and known to nobody else", async () => {
  const { server, eve, ann } = await world();
  const bob = await enter("TCP", server, "bob");
  await eve.must("create", { title: "Secret plan", access: "private" });
  await eve.must("say", { room: "Secret plan", text: "psst" });
  await eve.must("invite", { room: "Secret plan", who: "ann" });
  await ann.gets(
    'SERVER:"eve" invites you to room "Secret plan". To enter: #join room Secret plan',
  );
  await ann.says(
    "#join room secret plan",
    "MESSAGE:[Secret plan] eve: psst",
    'SERVER:You are connected to room: "Secret plan" as "ann"',
  );
  await ann.says(
    "#change nick Secret plan A",
    'SERVER:Your nick changed to "A" in room "Secret plan"',
  );
  // For him it is the name of no room, and so of a new one.
  await bob.says(
    "#left room Secret plan",
    'SERVER:You were not joined to room "Secret plan"',
  );
  await bob.says(
    "#join room Secret plan",
    'SERVER:Room "Secret plan" created',
    'SERVER:You are connected to room: "Secret plan" as "bob"',
  );
  const page = await fetch(`http://${server.http}/classic/rambler`);
  expect((await page.text()).match(/Secret plan/g)).toHaveLength(1);
  await eve.must("say", { room: "Secret plan", text: "still among us" });
  await ann.gets("MESSAGE:[Secret plan] eve: still among us");
  await bob.getsNothing();
  await ann.says(
    "#join room Secret plan B",
    'SERVER:You are already connected to room "Secret plan"',
  );
  await ann.says(
    "#left room Secret plan",
    'SERVER:You are disconnected from room: "Secret plan"',
  );
});

test("whoever is in a room that becomes private stays; its mutes and bans are told with its name", async () => {
  const { eve, ann } = await world();
  await ann.says(
    "#join room Kitchen",
    'SERVER:You are connected to room: "Kitchen" as "ann"',
  );
  await eve.must("change", { room: "Kitchen", access: "private" });
  await ann.says(
    "#left room Free Chat",
    'SERVER:You are disconnected from room: "Free Chat"',
  );
  await ann.says("hi", "MESSAGE:[Kitchen] ann: hi");
  await eve.must("mute", { room: "Kitchen", who: "ann", reason: "noise" });
  await ann.gets(
    'SERVER:"eve" has muted you in room "Kitchen" for good: you can read, but not say anything. Reason: noise',
  );
  await ann.says(
    "hi",
    /^SERVER:You can read but not say anything in "Kitchen"/,
  );
  await eve.must("ban", { room: "Kitchen", who: "ann", reason: "more" });
  await ann.gets(
    'SERVER:You are disconnected from room: "Kitchen". "eve" has kicked you out for good. Reason: more',
  );
  await eve.must("change", { room: "Kitchen", access: "public" });
  await ann.says(
    "#join room Kitchen",
    /^SERVER:You cant connect to room "Kitchen"\. You are banned from "Kitchen" for good: more/,
  );
});

test("who leaves a room at another door is told so here", async () => {
  const { server, ann } = await world();
  const elsewhere = await tcp(server);
  await elsewhere.must("hello", { name: "ann", password: "secret" });
  await ann.says(
    "#join room Kitchen",
    'SERVER:You are connected to room: "Kitchen" as "ann"',
  );
  await elsewhere.must("leave", { room: "Kitchen" });
  await ann.gets('SERVER:You are disconnected from room: "Kitchen"');
});

test("what is said in a room that was archived is refused, and said in the others", async () => {
  const { eve, ann } = await world();
  await ann.says(
    "#join room Kitchen",
    'SERVER:You are connected to room: "Kitchen" as "ann"',
  );
  await eve.must("change", { room: "Kitchen", archived: true });
  await ann.says(
    "hi",
    /^(?:MESSAGE:\[Free Chat\] ann: hi|SERVER:"Kitchen" is archived.*\(Refused in "Kitchen"\.\))$/,
    /^(?:MESSAGE:\[Free Chat\] ann: hi|SERVER:"Kitchen" is archived.*\(Refused in "Kitchen"\.\))$/,
  );
});
