// Who comes in, or enters a room, is told whether he may say something there.
import { expect, test } from "vitest";
import { sayHello, table } from "../../src/api/table.ts";
import { openChat } from "../support/chat.ts";
import { account } from "../support/order.ts";

const visitor = { address: "127.0.0.1", ear: undefined };

test("an answer to join tells of a mute there, and one to hello of a mute anywhere: by whom, why and until when", async () => {
  const { chat, clock } = await openChat();
  const ann = await account(chat, "ann", "moderator");
  const bob = await account(chat, "bob");
  for (const room of ["den", "hall"]) await ann.join(room);
  const by = { id: ann.id, name: "ann" };
  const enter = (room: string) => table.join(chat, bob.session, { room });
  const hello = async () =>
    (await sayHello(chat, { token: bob.token }, visitor)).result;
  expect(await enter("den")).not.toHaveProperty("muted");
  expect(await hello()).not.toHaveProperty("muted");
  await ann.mute({ who: "bob", room: "den", minutes: 1, reason: "hm" });
  const until = clock.now + 60_000;
  expect((await enter("den")).muted).toEqual({ by, reason: "hm", until });
  expect(await enter("hall")).not.toHaveProperty("muted");
  expect(await hello()).not.toHaveProperty("muted");
  const { id } = await ann.mute({ who: "bob" });
  expect((await hello()).muted).toEqual({ by, reason: "" });
  expect(await enter("hall")).not.toHaveProperty("muted");
  clock.now = until;
  expect(await enter("den")).not.toHaveProperty("muted");
  await ann.lift(id);
  expect(await hello()).not.toHaveProperty("muted");
});
