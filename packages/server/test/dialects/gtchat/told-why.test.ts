// Why someone was put out or silenced, as this door tells it.
import { expect, test } from "vitest";
import { tcp, type Client } from "../../support/clients.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { account, connect, guest, play } from "./play.ts";

/** At another door. */
async function owner(server: TestServer): Promise<Client> {
  const root = await tcp(server);
  const as = { name: "root", password: "secret" };
  await root.must("register", as);
  await root.must("hello", as);
  await root.must("claim", { token: server.ownerToken });
  return root;
}

const until = /until \d{4}-\d\d-\d\d \d\d:\d\d UTC/;

test("who is kicked or banned elsewhere with a reason is told it, and who is muted too", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const root = await owner(server);
  await root.must("join", { room: "den" });
  const bob = await guest(server, "bob");
  const join = { cmd: "join_room", room_name: "den", tracker: "1" };
  const enter = async (): Promise<void> => {
    bob.send(join);
    await bob.settle();
  };
  const led = async (): Promise<void> => {
    await bob.hears("ok leave_room bob:den:1");
    await bob.hears("ok join_room bob:Lobby");
    await bob.hears("event kicked bob:root:den [0]");
  };
  await enter();
  await root.must("kick", { room: "den", who: "bob" });
  await led();
  await bob.isQuiet();
  await enter();
  await root.must("kick", { room: "den", who: "bob", reason: "1 < 2" });
  await led();
  await bob.hears(
    "whisper root: (You were put out of den. Reason: 1 &lt; 2) [0]",
  );
  await enter();
  const den = { room: "den", who: "bob" };
  const { sanction } = await root.must("mute", { ...den, reason: "hm" });
  await bob.hears(
    "whisper root: (You can read, but not say anything in den for good. Reason: hm) [0]",
  );
  await root.must("lift", { sanction });
  await bob.hears("whisper root: (You can say something again in den.) [0]");
  await root.must("mute", { who: "bob", minutes: 5 });
  const muted = await bob.next();
  expect(muted).toContain("(You can read, but not say anything until");
  expect(muted).toMatch(until);
  await root.must("ban", { ...den, minutes: 5 });
  await led();
  expect(await bob.next()).toMatch(
    /\(You are banned from den until .* UTC\.\)/,
  );
  await bob.isQuiet();
});

test("who is banned from the lobby is told so once, and goes on in other rooms", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const root = await owner(server);
  await root.must("join", { room: "den" });
  const bob = await account(server, "bob");
  const no =
    "error 19 join_room You are banned from &quot;Free Chat&quot; for good: hm. Ask one of its moderators.";
  await root.must("ban", { room: "Free Chat", who: "bob", reason: "hm" });
  await bob.hears("ok leave_room bob:Lobby:1");
  await bob.hears(no);
  await bob.hears("event kicked bob:root:Lobby [0]");
  const players = new Map([["bob", bob]]);
  await play(
    server,
    `
    bob > {"cmd":"join_room","room_name":"den","tracker":"2"}
    bob < ok join_room bob:den [2]
    bob > {"cmd":"leave_room","room_name":"den","tracker":"3"}
    bob < ok leave_room bob:den:1 [3]
    bob < ${no}
    bob > {"cmd":"logout"}
    bob < ok logout user 'bob' logout
    bob > {"cmd":"login","type":"reg","usr":"bob","pwd":"password","tracker":"4"}
    bob < ok login bob,bgImgID:2,bgSoundID:1 [4]
    bob < event login bob [4]
    bob < ${no}
    `,
    players,
  );
  const first = await connect(server);
  const login = { cmd: "login", type: "reg", usr: "bob", pwd: "password" };
  expect(await first.ask(login)).toMatch(/^ok login \w+:root,bob:Lobby,den$/);
  await first.hears(no);
  await first.isQuiet();
});
