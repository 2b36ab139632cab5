// The client over a fake platform: the orders of frames that a real server makes only now and then.
import { expect, test } from "vitest";
import type { EntryEvent } from "@koine/protocol";
import { joinResult, ROOM, run, said, standing } from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen, onlineClient } from "./support/online-client.ts";

function heardBy(client: {
  hear(each: (entry: EntryEvent) => void): unknown;
}): number[] {
  const heard: number[] = [];
  client.hear(({ seq }) => void heard.push(seq));
  return heard;
}

test("the first entries behind a join's answer are not missed, though they come in one piece", async () => {
  const { client, platform } = await onlineClient();
  const heard = heardBy(client);
  const joined = client.join("kitchen");
  await settle();
  const { socket } = platform;
  socket.receive(socket.ok("join", joinResult(4)), ...run(5, 7));
  expect((await joined).cursor).toBe(7);
  expect(heard).toEqual([5, 6, 7]);
});

test("after a cut a room goes on from its cursor, once", async () => {
  const { client, platform } = await inKitchen(4);
  const heard = heardBy(client);
  platform.socket.receive(said(5));
  await comeBack(platform);
  const { socket } = platform;
  expect(client.room("kitchen")?.presence.is).toBe("joining");
  expect(socket.last("join")).toMatchObject({
    room: ROOM,
    since: { epoch: "e1", seq: 5 },
  });
  socket.receive(said(5), socket.ok("join", joinResult(7)), said(6), said(7));
  expect(heard).toEqual([5, 6, 7]);
});

test("while cut off a room is not shown as joined", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  expect(client.room("kitchen")?.presence.is).toBe("joining");
});

test("a join called for twice, and by id, is asked for once", async () => {
  const { client, platform } = await onlineClient();
  const both = [client.join("kitchen"), client.join("Kitchen")];
  await settle();
  const { socket } = platform;
  expect(socket.count("join")).toBe(1);
  socket.receive(socket.ok("join", joinResult(4)));
  const [one, other] = await Promise.all(both);
  expect(one).toBe(other);
  expect((await client.join(ROOM)).startedOver).toBe(0);
  expect(socket.count("join")).toBe(1);
});

test("a room joined under another name meanwhile is resumed, not begun anew", async () => {
  const { client, platform } = await inKitchen(4);
  const heard = heardBy(client);
  const { socket } = platform;
  const joined = client.join("kìtchen");
  await settle();
  // The server looks the same name up, and seats the session at the head: 5 and 6 were not sent yet.
  socket.receive(socket.ok("join", joinResult(6, { entries: run(1, 6) })));
  await settle();
  expect(socket.last("join")).toMatchObject({ since: { epoch: "e1", seq: 4 } });
  socket.receive(socket.ok("join", joinResult(6)), ...run(5, 6));
  expect((await joined).startedOver).toBe(0);
  expect(heard).toEqual([5, 6]);
});

test("a join while the room is on its way back waits for that", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  const joined = client.join("kitchen");
  await comeBack(platform);
  const { socket } = platform;
  expect(socket.count("join")).toBe(1);
  socket.receive(socket.ok("join", joinResult(4)));
  expect(await joined).toMatchObject({
    presence: { is: "here" },
    startedOver: 0,
  });
});

test("a hole is asked for again, and a log that has it starts over", async () => {
  const { client, platform } = await inKitchen(4);
  const heard = heardBy(client);
  const { socket } = platform;
  socket.receive(said(6), said(7));
  expect(platform.warnings).toHaveLength(1);
  expect(socket.last("join")).toMatchObject({ since: { epoch: "e1", seq: 4 } });
  socket.receive(socket.ok("join", joinResult(7)), ...run(5, 7));
  await settle();
  expect(heard).toEqual([5, 6, 7]);

  socket.receive(said(9));
  socket.receive(socket.ok("join", joinResult(9)), said(9));
  expect(socket.last("join")["since"]).toBeUndefined();
  socket.receive(socket.ok("join", joinResult(9, { entries: [said(9)] })));
  await settle();
  expect(heard).toEqual([5, 6, 7, 9]);
  expect(client.room("kitchen")?.startedOver).toBe(1);
});

test("what was kept is not pending any more when its entry lies behind a gap", async () => {
  const { client, platform } = await inKitchen(4);
  client.say("kitchen", "hi");
  platform.socket.receive(platform.socket.ok("say", { seq: 5, at: 5 }));
  await settle();
  const missed = { seq: 20_000, read: 4, unread: 19_990, mentions: 3 };
  await comeBack(platform, "ann", [standing(missed)]);
  const { socket } = platform;
  socket.receive(socket.no("join", "reset"));
  await settle();
  const entries = run(19_951, 20_000);
  socket.receive(socket.ok("join", joinResult(20_000, { entries, read: 4 })));
  expect(client.room("kitchen")).toMatchObject({
    pending: [],
    startedOver: 1,
    unread: 19_990,
    mentions: 3,
  });
});

test("a room that was made again is found by its title, with what waits in it", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  client.say("kitchen", "hi");
  await comeBack(platform);
  const { socket } = platform;
  socket.receive(socket.no("join", "no_such_room"));
  await settle();
  expect(socket.last("join")).toMatchObject({ room: "kitchen" });
  const remade = joinResult(0, { room: "~other00000", epoch: "e2" });
  socket.receive(socket.ok("join", remade));
  await settle();
  expect([...client.state.rooms.keys()]).toEqual(["~other00000"]);
  expect(socket.last("say")).toMatchObject({ room: "~other00000", text: "hi" });
  socket.receive(socket.ok("say", { seq: 1, at: 1 }));
  await settle();
  expect(client.room("kitchen")?.pending).toMatchObject([
    { status: { is: "kept" } },
  ]);
  socket.receive({ ...said(1, "ann", "key-1"), room: "~other00000" });
  expect(client.room("kitchen")).toMatchObject({ startedOver: 1, pending: [] });
});

test("a room left while offline is left when online again, and not joined", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  const left = client.leave("kitchen");
  expect(client.state.rooms.size).toBe(0);
  await comeBack(platform);
  const { socket } = platform;
  expect(socket.count("join")).toBe(0);
  expect(socket.last("leave")).toMatchObject({ room: ROOM });
  socket.receive(socket.ok("leave", {}));
  await left;
});

test("a room left while it is on its way back does not come back", async () => {
  const { client, platform } = await inKitchen(4);
  await comeBack(platform);
  const { socket } = platform;
  void client.leave("kitchen");
  await settle();
  socket.receive(socket.ok("join", joinResult(4)), socket.ok("leave", {}));
  await settle();
  expect(client.state.rooms.size).toBe(0);
});

test("a leave behind a join that is under way wins, and a join behind a leave waits for it", async () => {
  const { client, platform } = await onlineClient();
  const { socket } = platform;
  const joined = client.join("kitchen");
  await settle();
  const left = client.leave("kitchen");
  await settle();
  socket.receive(socket.ok("join", joinResult(4)), socket.ok("leave", {}));
  await expect(joined).rejects.toThrow(/left meanwhile/);
  await left;
  expect(client.state.rooms.size).toBe(0);
  expect(socket.count("join")).toBe(1);

  await Promise.all([
    client.join("kitchen"),
    settle().then(() => socket.receive(socket.ok("join", joinResult(4)))),
  ]);
  const leaving = client.leave("kitchen");
  const again = client.join("kitchen");
  await settle();
  expect(socket.count("join")).toBe(2);
  socket.receive(socket.no("leave", "not_member"));
  await leaving;
  await settle();
  socket.receive(socket.ok("join", joinResult(4)));
  expect((await again).presence.is).toBe("here");
});

test("a room left on another connection is told when something is said, and joined again by hand", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const [a, b] = [client.say("kitchen", "a"), client.say("kitchen", "b")];
  socket.receive(socket.no("say", "not_member"));
  await expect(a?.kept).rejects.toMatchObject({ code: "not_member" });
  await expect(b?.kept).rejects.toMatchObject({ code: "not_member" });
  expect(client.room("kitchen")?.presence.is).toBe("left");
  expect(() => client.say("kitchen", "c")).toThrow(/Join "kitchen" again/);
  await comeBack(platform, "ann", []);
  expect(platform.socket.count("join")).toBe(0);

  const joined = client.join("kitchen");
  await settle();
  platform.socket.receive(platform.socket.ok("join", joinResult(4)));
  await joined;
  const retried = client.retry(a?.key ?? "");
  platform.socket.receive(platform.socket.ok("say", { seq: 5, at: 5 }));
  expect(await retried.kept).toEqual({ seq: 5, at: 5 });
});

test("a room that lets one in no more says why, and refuses what waits in it", async () => {
  const { client, platform } = await inKitchen(4);
  platform.socket.cut();
  const { kept } = client.say("kitchen", "hi");
  await comeBack(platform);
  platform.socket.receive(platform.socket.no("join", "not_allowed"));
  await expect(kept).rejects.toMatchObject({ code: "not_allowed" });
  expect(client.room("kitchen")?.presence).toMatchObject({ is: "refused" });
});

test("rooms are joined again a few at a time, and slower when the server asks for it", async () => {
  const rooms = Array.from({ length: 40 }, (_, n) => ({
    id: `~${n}`,
    title: `room ${n}`,
  }));
  const store = { load: () => ({ rooms, unsent: [] }), save: () => undefined };
  const { platform } = await onlineClient({ store });
  const { socket } = platform;
  expect(socket.count("join")).toBe(16);
  const [first] = socket.sent.filter((frame) => frame["do"] === "join");
  socket.receive({
    re: first?.["id"],
    error: { code: "rate_limited", message: "slow" },
  });
  await settle();
  expect(socket.count("join")).toBe(16);
  await platform.pass(1_000);
  expect(socket.count("join")).toBe(17);
});

test("in a room that sends no list, members are asked for", async () => {
  const { client, platform } = await onlineClient();
  const joined = client.join("kitchen");
  await settle();
  const { socket } = platform;
  socket.receive(socket.ok("join", joinResult(4, { count: 2 })));
  await joined;
  expect(socket.count("members")).toBe(0);
  await platform.pass(250);
  const members = [
    { id: "ann", name: "ann" },
    { id: "bob", name: "bob" },
  ];
  socket.receive(socket.ok("members", { count: 2, members }));
  await settle();
  expect(client.room("kitchen")).toMatchObject({
    members,
    membersComplete: true,
    count: 2,
  });
});

test("a page of older entries is shared by those who ask meanwhile, and dropped when the room starts over", async () => {
  const { client, platform } = await inKitchen(4);
  const { socket } = platform;
  const pages = [client.loadOlder("kitchen"), client.loadOlder("kitchen")];
  await settle();
  expect(socket.count("history")).toBe(1);
  socket.receive(
    socket.ok("history", { epoch: "e1", first: 1, entries: run(3, 4) }),
  );
  expect(await Promise.all(pages)).toEqual([2, 2]);

  const late = client.loadOlder("kitchen");
  await settle();
  socket.receive(
    socket.ok("history", { epoch: "e2", first: 1, entries: run(1, 2) }),
  );
  expect(await late).toBe(0);
});

test("one listener that throws does not keep the others from hearing", async () => {
  const { client, platform } = await inKitchen(4);
  client.hear(() => {
    throw new Error("oops");
  });
  const heard = heardBy(client);
  let told = 0;
  client.subscribe(() => void told++);
  platform.socket.receive(said(5), said(6));
  await settle();
  expect(heard).toEqual([5, 6]);
  expect(told).toBe(1);
  expect(platform.warnings).toHaveLength(2);
});

test("an object that did not change keeps its identity from one snapshot to the next", async () => {
  const { client, platform } = await inKitchen(4);
  const before = client.state;
  platform.socket.receive(said(5));
  const after = client.state;
  expect(after).not.toBe(before);
  expect(after.me).toBe(before.me);
  expect(after.rooms.get(ROOM)?.members).toBe(before.rooms.get(ROOM)?.members);
  expect(after.rooms.get(ROOM)?.pending).toBe(before.rooms.get(ROOM)?.pending);
});
