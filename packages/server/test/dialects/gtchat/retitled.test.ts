// What a GTChat client is told when a room that it is in, or may be in, is called otherwise or hidden.
import { expect, test } from "vitest";
import { enter, tcp, type Client } from "../../support/clients.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { Retitled, SeatLine } from "../../../src/dialects/gtchat/seat-line.ts";
import { Frame } from "../../../src/lib/frame.ts";
import { guest, inShort, play } from "./play.ts";

/** A room of eve's, who is at the native door; ann and bob are in it at this one. */
async function kitchen(): Promise<{ server: TestServer; eve: Client }> {
  const server = await startServer({ doors: ["gtchat"] });
  const eve = await enter(tcp(server), "eve", "kitchen");
  return { server, eve };
}

test("whoever is in a room that is renamed leaves the old name for the new one, and is heard under both", async () => {
  const { server, eve } = await kitchen();
  const players = new Map([
    ["ann", await guest(server, "ann")],
    ["bob", await guest(server, "bob")],
  ]);
  for (const player of players.values()) {
    player.send({ cmd: "join_room", room_name: "kitchen" });
    await player.settle();
  }
  for (const player of players.values()) await player.settle();
  await eve.must("change", { room: "kitchen", title: "The <Galley>" });
  await play(
    server,
    `
    ann < event room_created eve:The__Galley_
    ann < event room_gone eve:kitchen
    ann < ok leave_room ann:kitchen:0
    ann < ok join_room ann:The__Galley_
    bob < event room_created eve:The__Galley_
    bob < event room_gone eve:kitchen
    bob < ok leave_room bob:kitchen:0
    bob < ok join_room bob:The__Galley_
    ann > {"cmd":"speak","room_name":"kitchen","msg":"old"}
    ann < ok speak old
    bob < speak The__Galley_ ann: old
    ann > {"cmd":"speak","room_name":"The__Galley_","msg":"new"}
    ann < ok speak new
    bob < speak The__Galley_ ann: new
    ann > {"cmd":"get_room_user_list","room_name":"kitchen"}
    ann < ok get_room_user_list The__Galley_:eve:eve,ann,bob
    bob > {"cmd":"leave_room","room_name":"kitchen"}
    ann < event leave_room bob
    bob < ok leave_room bob:The__Galley_:1
    bob < ok join_room bob:Lobby
    bob > {"cmd":"speak","room_name":"kitchen","msg":"gone"}
    bob < error 8 speak Room 'kitchen' does not exist
    `,
    players,
  );
});

test("what a master asks of a room by a name that another has now is about that one", async () => {
  const { server, eve } = await kitchen();
  const ann = await guest(server, "ann");
  ann.send({ cmd: "join_room", room_name: "kitchen" });
  await ann.settle();
  await eve.must("change", { room: "kitchen", title: "galley" });
  await eve.must("master", { room: "galley", who: "ann" });
  await ann.settle();
  await enter(tcp(server), "dan", "kitchen");
  await ann.settle();
  const asked = { room_name: "kitchen" };
  expect(await ann.ask({ ...asked, cmd: "max", size: "7" })).toBe(
    "error 19 max User ann has no permission on this operation",
  );
  expect(await ann.ask({ ...asked, cmd: "get_room_user_list" })).toBe(
    "ok get_room_user_list kitchen:dan:dan",
  );
});

test("whoever did not read meanwhile is in the room by its last name in the end", async () => {
  const { server, eve } = await kitchen();
  const ann = await guest(server, "ann");
  ann.send({ cmd: "join_room", room_name: "kitchen" });
  await ann.settle();
  ann.ws.pause();
  const text = "漢字".repeat(1_990);
  for (let n = 0; n < 500; n++)
    await eve.must("say", { room: "kitchen", text });
  await eve.must("change", { room: "kitchen", title: "galley" });
  await eve.must("change", { room: "galley", title: "pantry" });
  ann.ws.resume();
  let told: string;
  const others: string[] = [];
  do {
    told = await ann.next();
    if (!told.includes("c_speak")) others.push(told);
  } while (!told.includes("ann:pantry"));
  const changes = others.map(inShort).filter((one) => one.startsWith("ok"));
  expect(changes).toEqual([
    "ok leave_room ann:kitchen:0",
    "ok join_room ann:galley",
    "ok leave_room ann:galley:0",
    "ok join_room ann:pantry",
  ]);
  await ann.isQuiet();
});

test("a room that becomes private goes for those outside, and stays for those in it", async () => {
  const { server, eve } = await kitchen();
  const players = new Map([
    ["ann", await guest(server, "ann")],
    ["bob", await guest(server, "bob")],
  ]);
  players.get("ann")?.send({ cmd: "join_room", room_name: "kitchen" });
  for (const player of players.values()) await player.settle();
  for (const player of players.values()) await player.settle();
  await eve.must("change", { room: "kitchen", access: "private" });
  await play(
    server,
    `
    ann < event set_room_permission eve:kitchen:0
    bob < event room_gone eve:kitchen
    bob > {"cmd":"get_room_list"}
    bob < ok get_room_list Lobby:1
    bob > {"cmd":"get_room_user_list","room_name":"kitchen"}
    bob < error 8 get_room_user_list Room 'kitchen' does not exist
    bob > {"cmd":"join_room","room_name":"kitchen"}
    bob < error 8 join_room Room 'kitchen' does not exist
    ann > {"cmd":"speak","room_name":"kitchen","msg":"among us"}
    ann < ok speak among us
    ann > {"cmd":"invite","room_name":"kitchen","invitee":"bob"}
    bob < invited ann: ann invited you to room kitchen
    ann < ok invite bob:kitchen
    bob > {"cmd":"invite_reply","room_name":"kitchen","inviter":"ann","reply":"Y"}
    ann < invite_reply bob: Y
    bob < ok invite_reply ann:kitchen:Y
    bob < ok leave_room bob:Lobby:1
    bob < ok join_room bob:kitchen
    ann < event join_room bob
    `,
    players,
  );
});

test("an invitation into a private room counts, also when another room has its name, or is shown so", async () => {
  const { server, eve } = await kitchen();
  await eve.must("create", { title: "the den", access: "private" });
  await enter(tcp(server), "dan", "the_den");
  await eve.must("invite", { room: "the den", who: "dan" });
  const players = new Map([["ann", await guest(server, "ann")]]);
  await eve.must("invite", { room: "the den", who: "ann" });
  await play(
    server,
    `
    ann < invited eve: eve invited you to room the_den
    ann > {"cmd":"invite_reply","room_name":"the_den","inviter":"eve","reply":"Y"}
    ann < ok invite_reply eve:the_den:Y
    ann < ok leave_room ann:Lobby:1
    ann < ok join_room ann:the_den
    ann > {"cmd":"get_room_user_list","room_name":"the_den"}
    ann < ok get_room_user_list the_den:eve:eve,ann
    ann > {"cmd":"join_room","room_name":"the_den"}
    ann < ok leave_room ann:the_den:1
    ann < ok join_room ann:the_den
    ann > {"cmd":"get_room_user_list","room_name":"the_den"}
    ann < ok get_room_user_list the_den:dan:dan,ann
    `,
    players,
  );
});

test("its master does not make a private room known by saying that it is by invitation", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map([
    ["ann", await guest(server, "ann")],
    ["bob", await guest(server, "bob")],
  ]);
  const eve = await enter(tcp(server), "eve");
  await eve.must("create", { title: "den", access: "private" });
  await eve.must("invite", { room: "den", who: "ann" });
  await play(
    server,
    `
    ann < event login bob [t]
    ann < event join_room bob [t]
    ann < event login eve
    bob < event login eve
    ann < invited eve: eve invited you to room den
    ann > {"cmd":"join_room","room_name":"den"}
    ann < ok leave_room ann:Lobby:1
    ann < ok join_room ann:den
    bob < event leave_room ann
    ann > {"cmd":"set_room_permission","room_name":"den","permission":"0"}
    ann < error 20 set_room_permission User ann has no permission on this operation
    `,
    players,
  );
  await eve.must("master", { room: "den", who: "ann" });
  await play(
    server,
    `
    ann < event master ann:eve:den
    ann > {"cmd":"set_room_permission","room_name":"den","permission":"0"}
    ann < ok set_room_permission 0
    ann < event set_room_permission ann:den:0
    bob > {"cmd":"get_room_list"}
    bob < ok get_room_list Lobby:1
    ann > {"cmd":"set_room_permission","room_name":"den","permission":"1"}
    bob < event room_created ann:den
    bob < event set_room_permission ann:den:1
    ann < ok set_room_permission 1
    ann < event set_room_permission ann:den:1
    bob > {"cmd":"get_room_list"}
    bob < ok get_room_list Lobby:1,den:1
    `,
    players,
  );
});

test("of several names in one stretch of a log the last one is told, behind the stretch", () => {
  const told: string[] = [];
  const take = (frame: Frame): void => {
    const text = Buffer.isBuffer(frame.content) ? String(frame.content) : "…";
    told.push(text);
  };
  const line = new SeatLine({
    send: take,
    sendAlone: take,
    drained: () => Promise.resolve(),
    isLagging: false,
  });
  line.retitled = ({ title }) => [new Frame(`it is ${title}`)];
  const named = (title: string) =>
    new Retitled({ room: "~1", title, by: "eve" });
  line.send(new Frame([named("galley"), new Frame("hi"), named("pantry")]));
  line.send(new Frame([new Frame("a"), new Frame("b")]));
  line.hold();
  line.send(named("den"));
  expect(told).toEqual(["…", "it is pantry", "…"]);
  line.release();
  expect(told.at(-1)).toBe("it is den");
});

test("in a room that was archived nothing is said any more", async () => {
  const { server, eve } = await kitchen();
  const ann = await guest(server, "ann");
  ann.send({ cmd: "join_room", room_name: "kitchen" });
  await ann.settle();
  await eve.must("change", { room: "kitchen", archived: true });
  expect(await ann.ask({ cmd: "speak", room_name: "kitchen", msg: "hi" })).toBe(
    "error 19 speak &quot;kitchen&quot; is archived: it can be read, but nothing is said there any more.",
  );
  expect(await ann.ask({ cmd: "leave_room", room_name: "kitchen" })).toBe(
    "ok leave_room ann:kitchen:1",
  );
});
