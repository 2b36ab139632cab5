// A name that has become an account's is nobody else's at any door, also when somebody wears it as a nick.
import { expect, test } from "vitest";
import { serverWithAllDoors } from "./speakers/all-doors.ts";
import { chattypantzJson } from "./speakers/chattypantz-json.ts";
import { ask, LOBBY, nativeWebSocket } from "./speakers/native.ts";
import { enter } from "./speakers/speaker.ts";

test("whoever is called so in a room is called as everywhere again, and the account comes in under its name", async () => {
  const server = await serverWithAllDoors();
  const eve = await enter(nativeWebSocket, server, "eve");
  await ask(eve, "nick", { room: LOBBY, nick: "bob" });
  const cat = await enter(nativeWebSocket, server, "cat");
  const dan = await enter(chattypantzJson, server, "dan");
  eve.say("I am bob");
  for (const one of [cat, dan]) await one.hears("I am bob");
  await ask(cat, "register", { name: "bob", password: "secret" });
  for (const one of [cat, dan]) await one.seesJoin("eve");
  const bob = await nativeWebSocket.open(server, "bob");
  for (const frame of nativeWebSocket.login?.("bob", "secret") ?? [])
    bob.send(frame);
  for (const one of [cat, dan]) await one.seesJoin("bob");
  eve.say("I was bob");
  for (const one of [cat, dan]) {
    await one.hears("I was bob");
    expect(one.heard().map(({ author }) => author)).toEqual(["bob", "eve"]);
    expect(one.leavesSeen()).toEqual(["bob"]);
  }
});
