// Edits, deletions, reactions and answers over a fake platform: shown at once, settled once, taken back when refused.
import { expect, test } from "vitest";
import type { Event } from "@koine/protocol";
import type { Message, RoomState } from "../src/index.ts";
import type { Saved } from "../src/store.ts";
import {
  deleted,
  edited,
  joinResult,
  reacted,
  ROOM,
  run,
  said,
  standing,
} from "./support/entries.ts";
import { settle } from "./support/fake-platform.ts";
import { comeBack, inKitchen } from "./support/online-client.ts";

/** ann in the kitchen, where she has said 5, and bob 6. */
async function talking(saves: Saved[] = []) {
  const store = {
    load: () => undefined,
    save: (saved: Saved) => void saves.push(saved),
  };
  const both = await inKitchen(4, { store });
  both.platform.socket.receive(said(5, "ann"), said(6));
  const kitchen = (): RoomState => {
    const room = both.client.room(ROOM);
    if (room === undefined) throw new Error("There is no kitchen.");
    return room;
  };
  const message = (seq: number): Message | undefined => {
    const found = kitchen().entries.find((entry) => entry.seq === seq);
    return found?.ev === "said" ? found : undefined;
  };
  return { ...both, kitchen, message };
}

test("an edit is shown at once, and is the server's when its entry comes", async () => {
  const { client, platform, kitchen, message } = await talking();
  const { socket } = platform;
  const { key, kept } = client.edit(ROOM, 5, "better");
  expect(message(5)).toMatchObject({ text: "better", edited: 5 });
  expect(kitchen().changes).toMatchObject([{ do: "edit", key, seq: 5 }]);
  expect(socket.last("edit")).toMatchObject({
    room: ROOM,
    seq: 5,
    text: "better",
    key,
  });
  expect(socket.last("edit")["epoch"]).toBeUndefined();
  socket.receive(socket.ok("edit", { seq: 7, at: 7 }));
  expect(await kept).toEqual({ seq: 7, at: 7 });
  // Acknowledged, and its entry on the way: it does not flicker.
  expect(message(5)).toMatchObject({ text: "better" });
  const entry = edited(7, 5, "better", "ann", key);
  socket.receive({ ...entry, mentions: ["bob"] });
  expect(message(5)).toMatchObject({ edited: 7, mentions: ["bob"] });
  expect(kitchen()).toMatchObject({ changes: [], cursor: 7 });
});

test("what is refused is taken back, and tells why until it is dropped", async () => {
  const { client, platform, kitchen, message } = await talking();
  const { socket } = platform;
  const before = message(6);
  const deleting = client.delete(ROOM, 6);
  expect(message(6)).toMatchObject({ text: "", gone: true });
  socket.receive(socket.no("delete", "not_allowed"));
  await expect(deleting.kept).rejects.toMatchObject({ code: "not_allowed" });
  expect(message(6)).toBe(before);
  expect(kitchen().changes).toMatchObject([
    { do: "delete", seq: 6, status: { error: { code: "not_allowed" } } },
  ]);
  expect(client.discard(deleting.key)).toBe(true);
  expect(kitchen().changes).toEqual([]);
});

test("a reaction survives a cut in the middle, and is given once", async () => {
  const { client, platform, message } = await talking();
  const { key, kept } = client.react(ROOM, 6, "🥕");
  const once = [{ reaction: "🥕", count: 1, mine: true }];
  expect(message(6)?.reactions).toEqual(once);
  await comeBack(platform);
  const { socket } = platform;
  expect(message(6)?.reactions).toEqual(once);
  socket.receive(
    socket.ok("join", joinResult(7)),
    reacted(7, 6, "🥕", 1, { by: "ann", key }),
  );
  expect(await kept).toEqual({ seq: 7, at: 7 });
  expect(message(6)?.reactions).toEqual(once);
  // Sent again under its key, since it could have been lost.
  expect(socket.last("react")).toMatchObject({ key, on: true });
  socket.receive(
    socket.ok("react", { seq: 7, at: 7, count: 1, repeated: true }),
  );
  await settle();
  expect(client.room(ROOM)?.changes).toEqual([]);

  const back = client.react(ROOM, 6, "🥕", false);
  expect(message(6)?.reactions).toBeUndefined();
  await comeBack(platform);
  const { socket: next } = platform;
  next.receive(next.ok("join", joinResult(7)));
  expect(next.last("react")).toMatchObject({ key: back.key, on: false });
  const answer = { seq: 8, at: 8, count: 0, repeated: true };
  next.receive(next.ok("react", answer));
  expect(await back.kept).toEqual({ seq: 8, at: 8 });
});

test("changes wait for the room, and are saved meanwhile", async () => {
  const saves: Saved[] = [];
  const { client, platform, message } = await talking(saves);
  platform.socket.cut();
  client.edit(ROOM, 5, "better");
  client.say(ROOM, "and", { reply: 6 });
  expect(message(5)).toMatchObject({ text: "better" });
  await settle();
  await platform.pass(100);
  expect(saves.at(-1)?.unsent).toMatchObject([
    { do: "edit", seq: 5, text: "better", epoch: "e1", room: ROOM },
    { do: "say", text: "and", reply: 6, epoch: "e1" },
  ]);
  await comeBack(platform);
  const { socket } = platform;
  socket.receive(socket.ok("join", joinResult(6)));
  socket.receive(socket.ok("edit", { seq: 7, at: 7 }));
  await settle();
  expect(socket.last("say")).toMatchObject({ text: "and", reply: 6 });
});

test("of a deleted message no text is left: in the state, in what is pending, in what is saved", async () => {
  const saves: Saved[] = [];
  const { client, platform, kitchen } = await talking(saves);
  const { socket } = platform;
  client.edit(ROOM, 5, "my secret");
  client.edit(ROOM, 6, "no secret");
  const answer = socket.ok("edit", { seq: 8, at: 8 });
  socket.receive(deleted(7, 5, "cat"), answer);
  await settle();
  await platform.pass(100);
  expect(kitchen().entries.find(({ seq }) => seq === 5)).toMatchObject({
    text: "",
    gone: true,
  });
  expect(JSON.stringify(kitchen())).not.toContain("my secret");
  expect(JSON.stringify(saves.at(-1))).not.toContain("my secret");
});

test("what was deleted while one was cut off is gone from what waits, also where the room starts over", async () => {
  const { client, platform, kitchen } = await talking();
  platform.socket.cut();
  const { kept } = client.edit(ROOM, 5, "secret");
  await comeBack(platform);
  const { socket } = platform;
  socket.receive(socket.no("join", "reset"));
  await settle();
  const gone = { ...said(5, "ann"), text: "", gone: true as const };
  const entries = [gone, ...run(6, 7)];
  socket.receive(socket.ok("join", joinResult(7, { entries })));
  await expect(kept).rejects.toMatchObject({ code: "no_such_message" });
  expect(JSON.stringify(kitchen())).not.toContain("secret");
  expect(socket.count("edit")).toBe(0);
});

test("nothing is done to a message that is gone, or whose log is not known", async () => {
  const { client, platform } = await talking();
  platform.socket.receive(deleted(7, 6));
  const gone = expect.objectContaining({ code: "no_such_message" });
  expect(() => client.react(ROOM, 6, "🥕")).toThrow(gone);
  expect(() => client.say(ROOM, "what?", { reply: 6 })).toThrow(gone);
  expect(() => client.edit(ROOM, 5, " ")).toThrow(/blank/);
  platform.socket.receive({
    ev: "direct",
    room: "~direct0000",
    people: [{ id: "bob", name: "bob" }],
  });
  expect(() => client.delete("~direct0000", 1)).toThrow(gone);
});

test("each kind of event is told to whoever asked for it, entries once and in order", async () => {
  const { client, platform } = await talking();
  const heard: string[] = [];
  const tell = ({ ev, ...rest }: Event): void =>
    void heard.push("seq" in rest ? `${ev} ${rest.seq}` : ev);
  const ends = [
    client.on("said", tell),
    client.on("edited", tell),
    client.on("deleted", tell),
    client.on("typing", tell),
  ];
  const { socket } = platform;
  socket.receive(
    edited(7, 6, "b"),
    edited(7, 6, "b"),
    reacted(8, 6, "🥕", 1),
    { ev: "typing", room: ROOM, id: "bob", name: "bob" },
    deleted(9, 6),
  );
  await comeBack(platform, "ann", [standing()]);
  const { socket: next } = platform;
  next.receive(next.ok("join", joinResult(10)), said(10));
  expect(heard).toEqual(["edited 7", "typing", "deleted 9", "said 10"]);
  for (const end of ends) end();
  next.receive(said(11));
  expect(heard).toHaveLength(4);
});

test("a message that another answers is found, here or at the server, and stays as it is now", async () => {
  const { client, platform, kitchen } = await talking();
  const { socket } = platform;
  expect(await client.quote(ROOM, 6)).toBe(
    kitchen().entries.find(({ seq }) => seq === 6),
  );
  const quoting = client.quote(ROOM, 2);
  await settle();
  expect(socket.last("history")).toMatchObject({ before: 3, limit: 1 });
  socket.receive(edited(7, 2, "better"));
  socket.receive(
    socket.ok("history", { epoch: "e1", first: 1, entries: [said(2)] }),
  );
  expect(await quoting).toMatchObject({ text: "better", edited: 7 });
  expect(kitchen().quoted.get(2)).toMatchObject({ text: "better" });
  client.react(ROOM, 2, "🥕");
  expect(kitchen().quoted.get(2)?.reactions).toMatchObject([{ mine: true }]);
  const none = client.quote(ROOM, 1);
  await settle();
  socket.receive(socket.ok("history", { epoch: "e1", first: 2, entries: [] }));
  expect(await none).toBeUndefined();
});

test("an older page in which nothing is shown is followed by the one before it", async () => {
  const { client, platform } = await talking();
  const { socket } = platform;
  const loading = client.loadOlder(ROOM, 2);
  await settle();
  const reactions = [reacted(3, 1, "🥕", 1), reacted(4, 1, "🧅", 1)];
  const page = { epoch: "e1", first: 1 };
  socket.receive(socket.ok("history", { ...page, entries: reactions }));
  await settle();
  expect(socket.last("history")).toMatchObject({ before: 3 });
  socket.receive(socket.ok("history", { ...page, entries: run(1, 2) }));
  expect(await loading).toBe(2);
  expect(client.room(ROOM)?.hasOlder).toBe(false);
});
