// Two devices of one person on a real server, one of which really stalls: afterwards both show the same.
import { expect, test, vi } from "vitest";
import type { Client, RoomState } from "../src/index.ts";
import { RealClients } from "./support/real-clients.ts";
import { StallingProxy } from "./support/stalling-proxy.ts";
import { TestServer } from "./support/test-server.ts";

/** More than the sockets on the way hold. */
const COUNT = 1_200;
const patience = { timeout: 15_000 };
const TEXT = "😀".repeat(3_990);

async function talk(client: Client, room: string): Promise<void> {
  const said: Promise<unknown>[] = [];
  for (let n = 1; n <= COUNT; n++) {
    said.push(client.call("say", { room, text: `${n} ${TEXT}` }));
    if (said.length >= 16) await said.shift();
  }
  await Promise.all(said);
}

/** What both devices have to agree on. */
function shown(client: Client, id: string) {
  const pick = ({
    access,
    description,
    role,
    read,
    unread,
    mentions,
    muted,
    cursor,
  }: RoomState) => ({
    access,
    description,
    role,
    read,
    unread,
    mentions,
    muted: muted?.reason,
    cursor,
  });
  const room = client.room(id);
  const { me, muted, notices } = client.state;
  return {
    room: room && pick(room),
    role: me?.role,
    muted: muted?.reason,
    notices: notices.map(({ ev }) => ev),
  };
}

test("a device that stalled shows what the other one does: what is unread, roles, the room, mutes, what was told", async () => {
  await using server = await TestServer.start();
  await using proxy = await StallingProxy.start(server.port);
  const clients = new RealClients(() => server.url);
  try {
    const owner = clients.make();
    await owner.register("bob", "secret");
    await owner.call("claim", { token: await server.ownerToken });
    const { id: room } = await owner.create({ title: "den" });
    const here = clients.make();
    await here.register("ann", "secret");
    await here.join(room);
    const there = clients.make({ url: proxy.url });
    await there.login("ann", "secret");
    await there.join(room);
    const heard: number[] = [];
    there.hear(({ seq }) => void heard.push(seq));

    proxy.stall();
    await talk(owner, room);
    await vi.waitFor(
      () => expect(here.room(room)?.cursor).toBe(COUNT),
      patience,
    );
    expect(there.room(room)?.cursor).toBeLessThan(COUNT);
    here.seen(room);
    // The client tells it at most once a second: by now the server knows.
    await here.call("read", { room, seq: COUNT });
    const who = "ann";
    await owner.call("role", { room, who, role: "moderator" });
    await owner.call("role", { who, role: "moderator" });
    await owner.call("change", {
      room,
      access: "closed",
      description: "for friends",
    });
    await owner.call("mute", { room, who, reason: "too loud" });
    const other = await owner.create({ title: "attic", access: "private" });
    await owner.call("invite", { room: other.id, who });
    await owner.call("broadcast", { text: "fire" });
    await owner.call("say", { room, text: "@ann the end" });
    const expected = {
      room: {
        access: "closed",
        description: "for friends",
        role: "moderator",
        read: COUNT,
        unread: 1,
        mentions: 1,
        muted: "too loud",
        cursor: COUNT + 1,
      },
      role: "moderator",
      muted: undefined,
      notices: ["invited", "broadcast"],
    };
    // So much at once may be too much for a moment even for one who reads.
    const isAsExpected = (client: Client) =>
      vi.waitFor(() => expect(shown(client, room)).toEqual(expected), patience);
    await isAsExpected(here);

    const saying = there.say(room, "what waits, waits on");
    proxy.goOn();
    await isAsExpected(there);
    expect(heard).toEqual(Array.from({ length: COUNT + 1 }, (_, n) => n + 1));
    // Refused, and not lost: he is muted.
    await expect(saying.kept).rejects.toMatchObject({ code: "muted" });
  } finally {
    clients.close();
  }
});
