// A token that is good for reading enters rooms, since only so they are heard; it leaves nothing behind there.
import { expect, test } from "vitest";
import { enter, tcp } from "../support/clients.ts";
import { startServer } from "../support/server.ts";

test("a token that may not write makes no room by entering one, and takes no nick", async () => {
  const server = await startServer();
  const ann = await enter(tcp(server), "ann", "den");
  await ann.must("register", { name: "ann", password: "password" });
  const label = "a reader";
  const made = await ann.must("token", { label, scopes: ["read"] });
  const bot = await tcp(server);
  await bot.must("hello", { token: made["token"] });
  const codeOf = (params: object) => bot.codeOf("join", params);
  expect(await codeOf({ room: "cellar" })).toBe("no_such_room");
  expect(await codeOf({ room: "cellar", make: "may" })).toBe("no_such_room");
  expect(await codeOf({ room: "cellar", make: "must" })).toBe("not_allowed");
  expect(await codeOf({ room: "den", nick: "bob" })).toBe("not_allowed");
  const den = await bot.must("join", { room: "den" });
  expect(den["name"]).toBe("ann");
  const { rooms } = await ann.must("rooms");
  expect((rooms as { title: string }[]).map(({ title }) => title)).toEqual([
    "den",
    "Free Chat",
  ]);
  const both = await ann.must("token", { label, scopes: ["read", "write"] });
  const writer = await tcp(server);
  await writer.must("hello", { token: both["token"] });
  expect((await writer.must("join", { room: "cellar" }))["title"]).toBe(
    "cellar",
  );
});
