import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { account, guest, inShort, play, type Player } from "./play.ts";

/** Guests in the lobby who have been told of nothing. */
async function lobby(...names: string[]): Promise<{
  server: Awaited<ReturnType<typeof startServer>>;
  players: Map<string, Player>;
}> {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map<string, Player>();
  for (const name of names) players.set(name, await guest(server, name));
  for (const player of players.values()) await player.settle();
  return { server, players };
}

test("a login is answered, told to everyone, and followed by the lobby", async () => {
  const { server, players } = await lobby("ann");
  await play(
    server,
    `
    bob > {"cmd":"login","type":"tmp","usr":"bob","tracker":"l1"}
    bob < ok login bob, [l1]
    bob < event login bob [l1]
    bob < ok join_room bob:Lobby
    ann < event login bob [l1]
    ann < event join_room bob [l1]
    `,
    players,
  );
});

test("who makes a room leaves the lobby, and everyone is told of the room", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    ann > {"cmd":"create_room","room_name":"nerd","tracker":"c1"}
    ann < ok leave_room ann:Lobby:1
    ann < ok create_room ann:nerd [c1]
    ann < event room_created ann:nerd [c1]
    bob < event room_created ann:nerd [c1]
    bob < event leave_room ann [c1]
    `,
    players,
  );
});

test("who joins a room leaves the one before, and both are told", async () => {
  const { server, players } = await lobby("ann", "bob", "cat");
  await play(
    server,
    `
    ann > {"cmd":"create_room","room_name":"nerd"}
    ann < ok leave_room ann:Lobby:1
    ann < ok create_room ann:nerd
    ann < event room_created ann:nerd
    bob < event room_created ann:nerd
    bob < event leave_room ann
    cat < event room_created ann:nerd
    cat < event leave_room ann
    bob > {"cmd":"join_room","room_name":"nerd","tracker":7}
    bob < ok leave_room bob:Lobby:1
    bob < ok join_room bob:nerd [7]
    cat < event leave_room bob [7]
    ann < event join_room bob [7]
    bob > {"cmd":"join_room","room_name":"lobby"}
    bob < ok leave_room bob:nerd:1
    bob < ok join_room bob:Lobby
    ann < event leave_room bob
    cat < event join_room bob
    `,
    players,
  );
});

test("a line is answered with its text, and the others hear it with tracker and meta", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    ann > {"cmd":"speak","room_name":"Lobby","msg":"a &lt; b &amp; c","meta":".","tracker":"s1"}
    ann < ok speak a &lt; b &amp; c [s1]
    bob < speak Lobby ann: a &lt; b &amp; c [s1]
    ann > {"cmd":"speak","room_name":"Lobby","msg":"<b> it's \\"x\\"","meta":"m"}
    ann < ok speak &lt;b&gt; it&#39;s &quot;x&quot;
    bob < speak Lobby ann: &lt;b&gt; it&#39;s &quot;x&quot; (m)
    ann > {"cmd":"whisper","target_user":"bob","msg":"psst","tracker":"w1"}
    ann < ok whisper message is sent [w1]
    bob < whisper ann: psst [w1]
    `,
    players,
  );
});

test("an invitation is answered, and lets one into a private room", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    ann > {"cmd":"create_room","room_name":"den"}
    ann < ok leave_room ann:Lobby:1
    ann < ok create_room ann:den
    ann < event room_created ann:den
    bob < event room_created ann:den
    bob < event leave_room ann
    ann > {"cmd":"set_room_permission","room_name":"den","permission":"0"}
    ann < ok set_room_permission 0
    bob > {"cmd":"get_room_list"}
    bob < ok get_room_list Lobby:1,den:0
    bob > {"cmd":"join_room","room_name":"den"}
    bob < error 22 join_room Cannot join a private room. Invitation is needed.
    bob > {"cmd":"invite_reply","room_name":"den","inviter":"ann","reply":"Y"}
    bob < error 22 invite_reply Cannot join a private room. Invitation is needed.

    ann > {"cmd":"invite","room_name":"den","invitee":"bob","tracker":"i1"}
    ann < ok invite bob:den [i1]
    bob < invited ann: ann invited you to room den [i1]
    bob > {"cmd":"invite_reply","room_name":"den","inviter":"ann","reply":"L"}
    bob < ok invite_reply ann:den:L
    ann < invite_reply bob: L
    bob > {"cmd":"invite_reply","room_name":"den","inviter":"ann","reply":"N"}
    bob < ok invite_reply ann:den:N
    ann < invite_reply bob: N
    bob > {"cmd":"invite_reply","room_name":"den","inviter":"ann","reply":"Y"}
    bob < error 22 invite_reply Cannot join a private room. Invitation is needed.

    ann > {"cmd":"invite","room_name":"den","invitee":"bob"}
    ann < ok invite bob:den
    bob < invited ann: ann invited you to room den
    bob > {"cmd":"invite_reply","room_name":"den","inviter":"ann","reply":"Y","tracker":"r1"}
    bob < ok invite_reply ann:den:Y [r1]
    bob < ok leave_room bob:Lobby:1
    bob < ok join_room bob:den [r1]
    ann < invite_reply bob: Y [r1]
    ann < event join_room bob [r1]
    `,
    players,
  );
});

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

test("a master kicks, hands over, and says how many may be in the room and who may enter", async () => {
  const { server, players } = await lobby("ann", "bob", "cat");
  await play(
    server,
    `
    ann > {"cmd":"create_room","room_name":"nerd"}
    ann < ok leave_room ann:Lobby:1
    ann < ok create_room ann:nerd
    ann < event room_created ann:nerd
    bob < event room_created ann:nerd
    bob < event leave_room ann
    cat < event room_created ann:nerd
    cat < event leave_room ann
    bob > {"cmd":"join_room","room_name":"nerd"}
    bob < ok leave_room bob:Lobby:1
    bob < ok join_room bob:nerd
    ann < event join_room bob
    cat < event leave_room bob

    ann > {"cmd":"max","room_name":"nerd","size":"2","tracker":"m1"}
    ann < ok max 2:ann:nerd [m1]
    bob < event max 2:ann:nerd [m1]
    cat > {"cmd":"join_room","room_name":"nerd"}
    cat < error 23 join_room Cannot join a full room (size is 2)
    ann > {"cmd":"max","room_name":"nerd","size":"0"}
    ann < ok max 0:ann:nerd
    bob < event max 0:ann:nerd
    ann > {"cmd":"set_room_permission","room_name":"nerd","permission":"0","tracker":"p1"}
    ann < ok set_room_permission 0 [p1]
    bob < event set_room_permission ann:nerd:0 [p1]
    ann > {"cmd":"set_room_permission","room_name":"nerd","permission":"1"}
    ann < ok set_room_permission 1
    bob < event set_room_permission ann:nerd:1
    cat > {"cmd":"join_room","room_name":"nerd"}
    cat < ok leave_room cat:Lobby:1
    cat < ok join_room cat:nerd
    ann < event join_room cat
    bob < event join_room cat

    ann > {"cmd":"master","room_name":"nerd","user":"bob","tracker":"x1"}
    ann < ok master bob:ann:nerd [x1]
    bob < event master bob:ann:nerd [x1]
    cat < event master bob:ann:nerd [x1]
    cat > {"cmd":"get_room_user_list","room_name":"nerd"}
    cat < ok get_room_user_list nerd:bob:ann,bob,cat
    ann > {"cmd":"kick","room_name":"nerd","user":"cat"}
    ann < error 19 kick User ann has no permission on this operation
    bob > {"cmd":"kick","room_name":"nerd","user":"cat","tracker":"k1"}
    bob < event leave_room cat [0]
    bob < ok kick cat:bob:nerd [k1]
    cat < ok leave_room cat:nerd:1
    cat < ok join_room cat:Lobby
    cat < event kicked cat:bob:nerd [0]
    ann < event leave_room cat [0]
    cat > {"cmd":"speak","room_name":"nerd","msg":"still here?"}
    cat < error 10 speak User cat is not in room nerd
    cat > {"cmd":"speak","room_name":"Lobby","msg":"hello"}
    cat < ok speak hello
    `,
    players,
  );
  const kicked = players
    .get("cat")
    ?.frames.find((frame) => frame.includes('"kicked"'));
  expect(kicked).toBe(
    '{"tracker": 0, "cmd": "c_event", "type": "kicked", "usr": "cat:bob:nerd"}',
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

test("who goes is logged out for everyone, by a request or without one", async () => {
  const { server, players } = await lobby("ann", "bob", "cat");
  await play(
    server,
    `
    bob > {"cmd":"logout","tracker":"o1"}
    bob < ok logout user 'bob' logout [o1]
    ann < event leave_room bob [o1]
    ann < event logout bob [o1]
    cat < event leave_room bob [o1]
    cat < event logout bob [o1]
    cat x
    ann < event leave_room cat
    ann < event logout cat []
    `,
    players,
  );
});

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

test("frames are written as the last version wrote them, in ASCII", async () => {
  const { players } = await lobby("zoë", "bob");
  const [zoe, bob] = [players.get("zoë"), players.get("bob")];
  zoe?.send('{"cmd":"speak","room_name":"Lobby","msg":"é 😀","tracker":"1"}');
  expect(await zoe?.next()).toBe(
    '{"status": "ok", "code": "0", "last_cmd": "speak", "cmd": "c_response", "tracker": "1", "msg": "\\u00e9 \\ud83d\\ude00"}',
  );
  expect(await bob?.next()).toBe(
    '{"cmd": "c_speak", "room_name": "Lobby", "meta": ".", "usr": "zo\\u00eb", "msg": "\\u00e9 \\ud83d\\ude00", "tracker": "1"}',
  );
  bob?.send('{"cmd":"whisper","target_user":"bob","msg":"me","tracker":"2"}');
  expect(await bob?.next()).toBe(
    '{"status": "error", "code": "12", "last_cmd": "whisper", "cmd": "c_response", "tracker": "2", "msg": "a user cannot whisper to self"}',
  );
  zoe?.send('{"cmd":"create_room","room_name":"r","tracker":"3"}');
  expect(await bob?.next()).toBe(
    '{"tracker": "3", "cmd": "c_event", "type": "room_created", "usr": "zo\\u00eb:r"}',
  );
  await bob?.next();
  zoe?.send('{"cmd":"invite","room_name":"r","invitee":"bob","tracker":"i1"}');
  expect(await bob?.next()).toBe(
    '{"msg": "zo\\u00eb invited you to room r", "cmd": "c_invited", "room_name": "r", "usr": "zo\\u00eb", "tracker": "i1"}',
  );
});

test("pictures and sounds reach this door alone, and are not kept", async () => {
  const { server, players } = await lobby("ann", "bob");
  await play(
    server,
    `
    ann > {"cmd":"speak","room_name":"Lobby","msg":"data:image/png;base64,AA==","meta":"img","tracker":"g1"}
    ann < ok speak sent [g1]
    bob < speak Lobby ann: data:image/png;base64,AA== (img) [g1]
    ann > {"cmd":"speak","room_name":"Lobby","msg":"AAAA","meta":"vid"}
    bob < speak Lobby ann: AAAA (vid)
    ann > {"cmd":"speak","room_name":"Lobby","msg":"<img>","meta":"audio"}
    bob < speak Lobby ann: &lt;img&gt; (audio)
    ann > {"cmd":"speak","room_name":"Lobby","msg":"on","meta":"vid_on"}
    ann < ok speak sent
    bob < speak Lobby ann: on (vid_on)
    ann > {"cmd":"speak","room_name":"Lobby","msg":"BBBB","meta":"vid"}
    bob < speak Lobby ann: BBBB (vid)
    `,
    players,
  );
  const tooLarge = { cmd: "speak", room_name: "Lobby", meta: "img" };
  expect(
    await players.get("ann")?.ask({ ...tooLarge, msg: "A".repeat(50_000) }),
  ).toMatch(/^error 41 speak At most/);
});

test("preferences are kept for an account, and told at its login", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await account(server, "ann");
  await play(
    server,
    `
    ann > {"cmd":"update_pref","pref":"bgImgID:2,bgSoundID:1"}
    ann < ok update_pref ann,bgImgID:2,bgSoundID:1
    ann > {"cmd":"update_pref","pref":"bgImgID:3"}
    ann < ok update_pref ann,bgImgID:3
    ann > {"cmd":"update_pref","pref":"bgImgID"}
    ann < error 37 update_pref invalid preference (should be colon delimited pair): bgImgID
    ann > {"cmd":"logout"}
    ann < ok logout user 'ann' logout
    ann > {"cmd":"login","type":"reg","usr":"ann","pwd":"password","tracker":"l"}
    ann < ok login ann,bgImgID:3,bgSoundID:1 [l]
    ann < event login ann [l]
    ann < ok join_room ann:Lobby
    `,
    new Map([["ann", ann]]),
  );
});
