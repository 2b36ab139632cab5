// A client over a fake platform that has said hello, and joined the kitchen if asked to.
import { Client } from "../../src/client.ts";
import type { ClientOptions } from "../../src/options.ts";
import { joinResult, ROOM, standing, type Standing } from "./entries.ts";
import { FakePlatform, settle } from "./fake-platform.ts";

export const lobby = { room: "~lobby00000", title: "Free Chat" };

export function hello(id = "ann", name = id): Record<string, unknown> {
  const token = `token-${id}`;
  const role = "guest";
  return { session: "s", id, name, account: false, role, token, lobby };
}

export async function onlineClient(
  more: Partial<ClientOptions> = {},
  rooms: readonly Standing[] = [],
): Promise<{ client: Client; platform: FakePlatform }> {
  const platform = new FakePlatform();
  const client = new Client({
    url: "http://koine.test",
    name: "ann",
    platform,
    ...more,
  });
  void client.start();
  await settle();
  await enter(platform, "ann", rooms);
  return { client, platform };
}

/** Answers the hello of the newest socket, and the question of whoever comes back for his rooms. */
export async function enter(
  platform: FakePlatform,
  id = "ann",
  rooms: readonly Standing[] = [],
): Promise<void> {
  const { socket } = platform;
  socket.open();
  await settle();
  socket.receive(socket.ok("hello", hello(id)));
  await settle();
  if (socket.count("memberships") > 0)
    socket.receive(socket.ok("memberships", { rooms }));
  await settle();
}

export async function inKitchen(
  seq = 0,
  more: Partial<ClientOptions> = {},
): Promise<{ client: Client; platform: FakePlatform }> {
  const { client, platform } = await onlineClient(more);
  const joined = client.join("kitchen");
  await settle();
  platform.socket.receive(platform.socket.ok("join", joinResult(seq)));
  await joined;
  platform.socket.receive({
    ev: "members",
    room: ROOM,
    count: 1,
    members: [{ id: "ann", name: "ann" }],
  });
  await settle();
  return { client, platform };
}

/** Cuts the connection and comes back with a new one, a member of the kitchen unless told otherwise. */
export async function comeBack(
  platform: FakePlatform,
  id = "ann",
  rooms: readonly Standing[] = [standing()],
): Promise<void> {
  platform.socket.cut();
  await settle();
  await platform.pass(60_000);
  await enter(platform, id, rooms);
}
