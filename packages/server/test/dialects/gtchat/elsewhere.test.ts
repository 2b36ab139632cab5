import { expect, test } from "vitest";
import { enter, tcp } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";
import { account, connect, guest, play } from "./play.ts";

test("people of other doors are in the lobby, and are seen and heard like anyone", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map([["ann", await guest(server, "ann")]]);
  const ann = players.get("ann");
  const bob = await enter(tcp(server), "bob <b>", "Free Chat");
  await bob.must("say", { room: "Free Chat", text: `1 < 2 & "it's"` });
  await play(
    server,
    `
    ann < event login bob &lt;b&gt;
    ann < event join_room bob &lt;b&gt;
    ann < speak Lobby bob &lt;b&gt;: 1 &lt; 2 &amp; &quot;it&#39;s&quot;
    ann > {"cmd":"get_user_list"}
    ann < ok get_user_list ann,bob &lt;b&gt;
    ann > {"cmd":"get_room_user_list","room_name":"Lobby"}
    ann < ok get_room_user_list Lobby::ann,bob &lt;b&gt;
    ann > {"cmd":"speak","room_name":"Lobby","msg":"you &amp; me","tracker":"t9"}
    ann < ok speak you &amp; me [t9]
    ann > {"cmd":"whisper","target_user":"bob &lt;b&gt;","msg":"psst"}
    ann < ok whisper message is sent
    `,
    players,
  );
  await bob.hears("you & me");
  await bob.hears("psst");
  await bob.must("rename", { name: "robert" });
  await ann?.hears("event logout bob &lt;b&gt;");
  await ann?.hears("event login robert");
  await ann?.hears("event leave_room bob &lt;b&gt;");
  await ann?.hears("event join_room robert");
  bob.destroy();
  await ann?.hears("event leave_room robert");
  await ann?.hears("event logout robert []");
});

test("rooms made elsewhere are listed, and entered by the title as it is shown", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const bob = await enter(tcp(server), "bob", "R&D <3");
  const ann = await guest(server, "ann");
  const players = new Map([["ann", ann]]);
  await play(
    server,
    `
    ann > {"cmd":"get_room_list"}
    ann < ok get_room_list Lobby:1,R_D__3:1
    ann > {"cmd":"join_room","room_name":"R_D__3"}
    ann < ok leave_room ann:Lobby:1
    ann < ok join_room ann:R_D__3
    ann > {"cmd":"join_room","room_name":"Free Chat"}
    ann < ok leave_room ann:R_D__3:1
    ann < ok join_room ann:Lobby
    ann > {"cmd":"join_room","room_name":"R&D <3"}
    ann < ok leave_room ann:Lobby:1
    ann < ok join_room ann:R_D__3
    ann > {"cmd":"get_room_user_list","room_name":"R&D <3"}
    ann < ok get_room_user_list R_D__3:bob:bob,ann
    `,
    players,
  );
  const { room } = await bob.must("join", { room: "R&D <3" });
  expect(await ann.ask({ cmd: "join_room", room_name: room })).toMatch(
    /^error 8 /,
  );
});

test("the page finds a room with blanks in its title, and a master with blanks in his name, by what it is told", async () => {
  const server = await startServer({
    doors: ["gtchat"],
    config: { rooms: ["Python Developers"] },
  });
  await enter(tcp(server), "bob smith", "den");
  const players = new Map([["ann", await guest(server, "ann")]]);
  await play(
    server,
    `
    ann > {"cmd":"get_room_list"}
    ann < ok get_room_list Lobby:1,den:1,Python_Developers:1
    ann > {"cmd":"join_room","room_name":"Python_Developers"}
    ann < ok leave_room ann:Lobby:1
    ann < ok join_room ann:Python_Developers
    ann > {"cmd":"speak","room_name":"Python_Developers","msg":"hi"}
    ann < ok speak hi
    ann > {"cmd":"join_room","room_name":"den"}
    ann < ok leave_room ann:Python_Developers:1
    ann < ok join_room ann:den
    ann > {"cmd":"get_room_user_list","room_name":"den"}
    ann < ok get_room_user_list den:bob_smith:bob smith,ann
    `,
    players,
  );
});

test("media are words at the other doors", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const bob = await enter(tcp(server), "bob", "Free Chat");
  const ann = await guest(server, "ann");
  for (const meta of ["img", "vid", "audio", "vid", "audio", "vid_off", "img"])
    ann.send({ cmd: "speak", room_name: "Lobby", msg: "AA==", meta });
  await ann.settle();
  await ann.ask({ cmd: "speak", room_name: "Lobby", msg: "end" });
  await bob.hears("end");
  expect(bob.texts).toEqual([
    "[picture]",
    "[video]",
    "[audio]",
    "[picture]",
    "end",
  ]);
});

test("who is in a room by another door too stays in it there", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const here = await account(server, "ann");
  const bob = await enter(tcp(server), "bob", "den");
  const there = await tcp(server);
  await there.must("hello", { name: "ann", password: "password" });
  await there.must("join", { room: "den" });
  const players = new Map([["here", here]]);
  await here.settle();
  await play(
    server,
    `
    here > {"cmd":"join_room","room_name":"den"}
    here < ok leave_room ann:Lobby:1
    here < ok join_room ann:den
    here > {"cmd":"join_room","room_name":"Lobby"}
    here < ok leave_room ann:den:1
    here < ok join_room ann:Lobby
    here > {"cmd":"get_room_user_list","room_name":"den"}
    here < ok get_room_user_list den:bob:bob,ann
    `,
    players,
  );
  await there.must("say", { room: "den", text: "still here" });
  await bob.hears("still here");
  expect(bob.events.some(({ ev }) => ev === "left")).toBe(false);
});

test("who came to a room by this door first, and then by another, stays in it there", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const here = await account(server, "ann");
  const bob = await enter(tcp(server), "bob", "den");
  here.send({ cmd: "join_room", room_name: "den" });
  await here.settle();
  const there = await tcp(server);
  await there.must("hello", { name: "ann", password: "password" });
  await there.must("join", { room: "den" });
  here.send({ cmd: "join_room", room_name: "Lobby" });
  await here.settle();
  await there.must("say", { room: "den", text: "still here" });
  await bob.hears("still here");
  expect(bob.events.some(({ ev }) => ev === "left")).toBe(false);
});

test("whoever leaves a room at another door is in the lobby here, and may go on", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const here = await account(server, "ann");
  await enter(tcp(server), "bob", "den");
  const there = await tcp(server);
  await there.must("hello", { name: "ann", password: "password" });
  here.send({ cmd: "join_room", room_name: "den" });
  await here.settle();
  await there.must("leave", { room: "den" });
  await play(
    server,
    `
    here < ok leave_room ann:den:1
    here < ok join_room ann:Lobby
    here > {"cmd":"speak","room_name":"den","msg":"hi"}
    here < error 10 speak User ann is not in room den
    here > {"cmd":"join_room","room_name":"den"}
    here < ok leave_room ann:Lobby:1
    here < ok join_room ann:den
    here > {"cmd":"speak","room_name":"den","msg":"hi again"}
    here < ok speak hi again
    `,
    new Map([["here", here]]),
  );
});

test("an account that goes takes its room along, unless it is a member by another door", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await account(server, "ann");
  const bob = await guest(server, "bob");
  ann.send({ cmd: "create_room", room_name: "mine" });
  await ann.settle();
  await bob.settle();
  ann.ws.close();
  await bob.hears("event room_gone ann:mine");
  await bob.hears("event logout ann []");

  const native = await tcp(server);
  await native.must("hello", { name: "ann", password: "password" });
  await native.must("join", { room: "kept" });
  native.destroy();
  await bob.hears("event login ann");
  await bob.hears("event room_created ann:kept");
  await bob.hears("event logout ann []");
  const again = await connect(server);
  again.send({ cmd: "login", type: "reg", usr: "ann", pwd: "password" });
  for (const room_name of ["kept", "Lobby", "kept"])
    again.send({ cmd: "join_room", room_name });
  await again.settle();
  again.ws.close();
  await bob.hears("event login ann");
  for (let visits = 0; visits < 2; visits++) {
    await bob.hears("event join_room ann");
    await bob.hears("event leave_room ann");
  }
  await bob.hears("event logout ann []");
  expect(await bob.ask({ cmd: "get_room_list" })).toBe(
    "ok get_room_list Lobby:1,kept:1",
  );
});

test("everyone who says nothing of who he is may be there at once", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const one = await guest(server, "anonymous");
  const two = await guest(server, "Anonymous");
  const ann = await guest(server, "ann");
  for (const player of [one, two, ann]) await player.settle();
  await play(
    server,
    `
    one > {"cmd":"create_room","room_name":"nerd"}
    one < ok leave_room Anonymous:Lobby:1
    one < ok create_room Anonymous:nerd
    one < event room_created Anonymous:nerd
    two < event room_created Anonymous:nerd
    ann < event room_created Anonymous:nerd
    two > {"cmd":"speak","room_name":"Lobby","msg":"hi"}
    two < ok speak hi
    ann < speak Lobby Anonymous: hi
    ann > {"cmd":"whisper","target_user":"Anonymous","msg":"hi"}
    ann < error 19 whisper User ann has no permission on this operation
    one > {"cmd":"leave_room","room_name":"nerd"}
    one < event room_gone Anonymous:nerd
    one < ok leave_room Anonymous:nerd:0
    one < ok join_room Anonymous:Lobby
    two < event room_gone Anonymous:nerd
    ann < event room_gone Anonymous:nerd
    `,
    new Map([
      ["one", one],
      ["two", two],
      ["ann", ann],
    ]),
  );
});
