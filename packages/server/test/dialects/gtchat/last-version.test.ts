import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { account, lobby, play } from "./play.ts";

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
