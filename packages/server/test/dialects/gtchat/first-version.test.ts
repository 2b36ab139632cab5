import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { account, connect, guest, play } from "./play.ts";

test("the general test of the README goes as it is written, and each request is answered", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = await play(
    server,
    `
    user > {"cmd":"register","usr":"user1","pwd":"pwd1abcd"}
    user < ok register user 'user1' is registerd
    user > {"cmd":"register","usr":"user2","pwd":"pwd1efgh"}
    user < ok register user 'user2' is registerd
    user > {"cmd":"update_pwd", "usr":"user1", "pwd":"pwd1abcd", "new_pwd":"12345678", "new_pwd2":"12345678"}
    user < ok update_pwd user1
    user > {"cmd":"login", "type":"reg", "usr":"user1","pwd":"pwd1abcd"}
    user < error 25 login invalid login information
    `,
  );
  const user = players.get("user");
  user?.send('{"cmd":"login", "type":"reg", "usr":"user2","pwd":"pwd1efgh"}');
  expect(JSON.parse((await user?.next()) ?? "")).toEqual({
    status: "ok",
    code: "0",
    last_cmd: "login",
    cmd: "c_response",
    tracker: "0",
    msg: expect.stringMatching(/^\w+:user2:Lobby$/) as string,
  });
  await play(
    server,
    `
    user > {"cmd":"login", "type":"tmp", "usr":"user2"}
    user < error 24 login user user2 already logged in from this connection

    user > {"cmd":"create_room", "room_name":"nerdhaus", "usr":"user2"}
    user < ok leave_room user2:Lobby:1
    user < ok create_room user2:nerdhaus
    user < event room_created user2:nerdhaus
    user > {"cmd":"create_room", "room_name":"nerdhaus", "usr":"user3"}
    user < error 6 create_room Invalid user name 'user3'
    user > {"cmd":"create_room", "room_name":"nerdhaus", "usr":"user2"}
    user < error 13 create_room Room 'nerdhaus' already exists
    `,
    players,
  );
  const other = await connect(server);
  other.send('{"cmd":"login", "type":"tmp", "usr":"anonymous"}');
  expect(JSON.parse(await other.next())).toMatchObject({
    msg: expect.stringMatching(
      /^\w+:user2,Anonymous:Lobby,nerdhaus$/,
    ) as string,
  });
  players.set("other", other);
  await play(
    server,
    `
    user < event login Anonymous
    other > {"cmd":"join_room", "room_name":"nerdhaus", "usr":"anonymous"}
    other < ok leave_room Anonymous:Lobby:1
    other < ok join_room Anonymous:nerdhaus
    user < event join_room Anonymous
    other > {"cmd":"leave_room", "room_name":"nerdhaus", "usr":"anonymous"}
    other < ok leave_room Anonymous:nerdhaus:1
    other < ok join_room Anonymous:Lobby
    user < event leave_room Anonymous
    user > {"cmd":"leave_room", "room_name":"nerdhaus", "usr":"user2"}
    user < event room_gone user2:nerdhaus
    user < ok leave_room user2:nerdhaus:0
    user < ok join_room user2:Lobby
    other < event room_gone user2:nerdhaus
    other < event join_room user2
    user > {"cmd":"speak", "room_name":"nerdhaus", "usr":"user2", "msg":"to nerdhaus"}
    user < error 8 speak Room 'nerdhaus' does not exist
    `,
    players,
  );
});

test("only the others in the room hear a line, and only the invited hears of it", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map(
    await Promise.all(
      ["user1", "user2", "user3"].map(async (name) => {
        const player = await connect(server);
        player.send({ cmd: "register", usr: name, pwd: "pwd1abcd" });
        return [name, player] as const;
      }),
    ),
  );
  for (const [usr, player] of players) {
    player.send({ cmd: "login", type: "reg", usr, pwd: "pwd1abcd" });
    await player.settle();
  }
  for (const player of players.values()) await player.settle();
  await play(
    server,
    `
    user1 > {"cmd":"create_room", "room_name":"nerdhaus", "usr":"user1"}
    user1 < ok leave_room user1:Lobby:1
    user1 < ok create_room user1:nerdhaus
    user1 < event room_created user1:nerdhaus
    user2 < event room_created user1:nerdhaus
    user2 < event leave_room user1
    user3 < event room_created user1:nerdhaus
    user3 < event leave_room user1
    user2 > {"cmd":"join_room", "room_name":"nerdhaus", "usr":"user2"}
    user2 < ok leave_room user2:Lobby:1
    user2 < ok join_room user2:nerdhaus
    user1 < event join_room user2
    user3 < event leave_room user2

    user1 > {"cmd":"speak", "room_name":"nerdhaus", "usr":"user1", "msg":"to nerdhaus only"}
    user1 < ok speak to nerdhaus only
    user2 < speak nerdhaus user1: to nerdhaus only
    user1 > {"cmd":"invite", "room_name":"nerdhaus", "invitee":"user3", "usr":"user1"}
    user1 < ok invite user3:nerdhaus
    user3 < invited user1: user1 invited you to room nerdhaus
    `,
    players,
  );
});

test("whoever has the broadcast key tells everyone, by speak as the first version had it", async () => {
  const server = await startServer({
    doors: ["gtchat"],
    config: { broadcastKey: "sesame" },
  });
  const players = new Map([
    ["ann", await guest(server, "ann")],
    ["bob", await guest(server, "bob")],
  ]);
  await players.get("ann")?.settle();
  await play(
    server,
    `
    ann > {"cmd":"speak", "usr":"ann", "broadcast_key":"sesame", "msg":"broadcast"}
    ann < broadcast ann: broadcast
    ann < ok speak message is broadcasted
    bob < broadcast ann: broadcast
    ann > {"cmd":"broadcast", "broadcast_key":"sesame", "msg":"a < b", "tracker":"t1"}
    ann < broadcast ann: a &lt; b [t1]
    ann < ok broadcast message is broadcasted [t1]
    bob < broadcast ann: a &lt; b [t1]
    ann > {"cmd":"speak", "usr":"ann", "broadcast_key":"open", "msg":"broadcast"}
    ann < error 19 speak User ann has no permission on this operation
    ann > {"cmd":"speak", "usr":"ann", "broadcast_key", "msg":"broadcast"}
    ann < error 41  invalid request
    `,
    players,
  );
});

test("a login from another place ends the one before, after telling it why", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  await play(
    server,
    `
    here > {"cmd":"register","usr":"ann","pwd":"pwd1abcd"}
    here < ok register user 'ann' is registerd
    here > {"cmd":"login","type":"reg","usr":"ann","pwd":"pwd1abcd","tracker":"1"}
    here < ok login ann,bgImgID:2,bgSoundID:1 [1]
    here < event login ann [1]
    here < ok join_room ann:Lobby
    there > {"cmd":"login","type":"reg","usr":"ann","pwd":"pwd1abcd","tracker":"2"}
    there < ok login ann,bgImgID:2,bgSoundID:1 [2]
    there < event login ann [2]
    there < ok join_room ann:Lobby
    here < event logout ann
    here < disconnect: user ann logged in from another place
    here < end
    there > {"cmd":"get_room_user_list","room_name":"Lobby"}
    there < ok get_room_user_list Lobby::ann
    `,
  );
});

test("the one before is out at once, also when it reads no more", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const before = await account(server, "ann");
  before.send({ cmd: "create_room", room_name: "den" });
  await before.settle();
  before.ws.pause();
  await play(
    server,
    `
    there > {"cmd":"login","type":"reg","usr":"ann","pwd":"password","tracker":"2"}
    there < ok login ann,bgImgID:2,bgSoundID:1 [2]
    there < event login ann [2]
    there < ok join_room ann:Lobby
    there < event room_gone ann:den
    `,
  );
});
