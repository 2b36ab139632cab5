import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { account, guest, inShort, lobby, play } from "./play.ts";

test("a room goes with its last user, and everyone is told", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    ann > {"cmd":"create_room","room_name":"nerd"}
    ann < ok leave_room ann:Lobby:1
    ann < ok create_room ann:nerd
    ann < event room_created ann:nerd
    bob < event room_created ann:nerd
    bob < event leave_room ann
    ann > {"cmd":"leave_room","room_name":"nerd","tracker":"v1"}
    ann < event room_gone ann:nerd [v1]
    ann < ok leave_room ann:nerd:0 [v1]
    ann < ok join_room ann:Lobby
    bob < event room_gone ann:nerd [v1]
    bob < event join_room ann
    bob > {"cmd":"create_room","room_name":"one"}
    bob < ok leave_room bob:Lobby:1
    bob < ok create_room bob:one
    bob < event room_created bob:one
    ann < event room_created bob:one
    ann < event leave_room bob
    bob > {"cmd":"create_room","room_name":"two"}
    bob < event room_gone bob:one
    bob < ok leave_room bob:one:0
    bob < ok create_room bob:two
    bob < event room_created bob:two
    ann < event room_created bob:two
    ann < event room_gone bob:one
    `,
    players,
  );
});

test(
  "nothing of a room is heard before it is entered, however much is said there",
  { timeout: 20_000 },
  async () => {
    const server = await startServer({ doors: ["gtchat"], store: "sqlite:" });
    const ann = await account(server, "ann");
    const bob = await guest(server, "bob");
    bob.send({ cmd: "create_room", room_name: "busy" });
    await bob.settle();
    let isOver = false;
    const talking = (async () => {
      for (let n = 0; !isOver; n++) {
        bob.send({ cmd: "speak", room_name: "busy", msg: `${n}` });
        if (n % 20 === 0) await bob.settle();
      }
    })();
    for (let n = 0; n < 20; n++) {
      ann.send({ cmd: "create_room", room_name: `den${n}` });
      ann.send({ cmd: "join_room", room_name: "busy" });
      await ann.settle();
    }
    isOver = true;
    await talking;
    let room = "Lobby";
    let heard = 0;
    for (const line of ann.frames.map(inShort)) {
      const [, entered] = /^ok (?:join|create)_room ann:(\w+)/.exec(line) ?? [];
      if (entered !== undefined) room = entered;
      if (!line.startsWith("speak busy")) continue;
      heard++;
      expect(room).toBe("busy");
    }
    expect(heard).toBeGreaterThan(0);
  },
);

test("another name on the same connection logs the first one out", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    bob > {"cmd":"login","type":"tmp","usr":"bobby","tracker":"l2"}
    bob < ok login bobby, [l2]
    bob < event login bobby [l2]
    bob < ok join_room bobby:Lobby
    bob < event logout bob [l2]
    ann < event login bobby [l2]
    ann < event leave_room bob [l2]
    ann < event logout bob [l2]
    ann < event join_room bobby [l2]
    bob > {"cmd":"login","type":"tmp","usr":"ann"}
    bob < error 27 login this username has been taken
    bob > {"cmd":"speak","room_name":"Lobby","msg":"still bobby"}
    bob < ok speak still bobby
    ann < speak Lobby bobby: still bobby
    `,
    players,
  );
});

test("who becomes another while he is in a room is told of it once", async () => {
  const server = await startServer({ doors: ["gtchat"], store: "sqlite:" });
  const ann = await account(server, "ann");
  ann.send({ cmd: "create_room", room_name: "den" });
  await ann.settle();
  await play(
    server,
    `
    ann > {"cmd":"login","type":"tmp","usr":"anna","tracker":"l"}
    ann < ok login anna, [l]
    ann < event login anna [l]
    ann < ok join_room anna:Lobby
    ann < event room_gone ann:den [l]
    ann < event logout ann [l]
    `,
    new Map([["ann", ann]]),
  );
});
