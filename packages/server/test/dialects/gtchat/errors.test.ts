import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fold } from "../../../src/core/names.ts";
import { Tally } from "../../../src/core/tally.ts";
import { openStore } from "../../../src/stores/registry.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { account, connect, guest, play, type Player } from "./play.ts";

/** Sends each request, and sees that it is answered so. */
async function answers(
  player: Player | undefined,
  expected: readonly (readonly [request: object, answer: string])[],
): Promise<void> {
  for (const [request, answer] of expected)
    expect(await player?.ask(request)).toBe(answer);
}

test("requests that are wrong are answered with their code, and the connection stays", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  await answers(ann, [
    [{ cmd: "nonsense" }, "error 1 nonsense unknown cmd: nonsense"],
    [{ cmd: "<b>" }, "error 1 <b> unknown cmd: &lt;b&gt;"],
    [{ cmd: "constructor" }, "error 1 constructor unknown cmd: constructor"],
    ...["", 0, false, null, undefined, {}].map(
      (room_name) =>
        [
          { cmd: "join_room", room_name },
          "error 3 join_room non-exist request parameter: room_name",
        ] as const,
    ),
    [
      { cmd: "speak", room_name: "Lobby", msg: "" },
      "error 3 speak non-exist request parameter: msg",
    ],
    [
      { cmd: "max", room_name: "Lobby", size: 0 },
      "error 3 max non-exist request parameter: size",
    ],
    [
      { cmd: "speak", room_name: "Lobby", msg: " " },
      "error 41 speak The text is blank. Say something.",
    ],
    [
      { cmd: "whisper", target_user: "nobody", msg: "hi" },
      "error 6 whisper Invalid user name 'nobody'",
    ],
    [
      { cmd: "whisper", target_user: "ann", msg: "hi" },
      "error 12 whisper a user cannot whisper to self",
    ],
    [
      { cmd: "join_room", room_name: "nowhere" },
      "error 8 join_room Room 'nowhere' does not exist",
    ],
    [
      { cmd: "speak", room_name: "nowhere", msg: "hi" },
      "error 8 speak Room 'nowhere' does not exist",
    ],
    [
      { cmd: "admin_show_table", table: "T_users" },
      "error 19 admin_show_table User ann has no permission on this operation",
    ],
    [
      { cmd: "broadcast", msg: "hi" },
      "error 19 broadcast User ann has no permission on this operation",
    ],
  ]);
});

test("nobody speaks in another's name", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map([
    ["ann", await guest(server, "ann")],
    ["bob", await guest(server, "bob")],
  ]);
  await players.get("ann")?.settle();
  await play(
    server,
    `
    bob > {"cmd":"speak","room_name":"Lobby","usr":"ann","msg":"I am ann"}
    bob < error 6 speak Invalid user name 'ann'
    bob > {"cmd":"logout","usr":"ann"}
    bob < error 6 logout Invalid user name 'ann'
    bob > {"cmd":"update_pwd","usr":"ann","pwd":"12345678","new_pwd":"87654321"}
    bob < error 6 update_pwd Invalid user name 'ann'
    bob > {"cmd":"speak","room_name":"Lobby","usr":"Bob","msg":"I am bob"}
    bob < ok speak I am bob
    ann < speak Lobby bob: I am bob
    `,
    players,
  );
});

test("rooms refuse with their codes", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  const bob = await guest(server, "bob");
  ann.send({ cmd: "create_room", room_name: "nerd" });
  bob.send({ cmd: "create_room", room_name: "den" });
  await ann.settle();
  await bob.settle();
  await ann.settle();
  const full = { cmd: "max", room_name: "nerd", size: "1" };
  const closed = { cmd: "set_room_permission", room_name: "den" };
  await answers(ann, [
    [full, "ok max 1:ann:nerd"],
    [
      { cmd: "create_room", room_name: "den" },
      "error 13 create_room Room 'den' already exists",
    ],
    [
      { cmd: "create_room", room_name: "LOBBY" },
      "error 13 create_room Room 'LOBBY' already exists",
    ],
    ...["two words", "a-b", "a:b", "<i>", "é&", "x".repeat(65)].map(
      (room_name) =>
        [
          { cmd: "create_room", room_name },
          "error 14 create_room valid room name should contain only letters, numbers and underscore",
        ] as const,
    ),
    [
      { cmd: "join_room", room_name: "nerd" },
      "error 21 join_room You are already in this room",
    ],
    [
      { cmd: "speak", room_name: "den", msg: "hi" },
      "error 10 speak User ann is not in room den",
    ],
    [
      { cmd: "leave_room", room_name: "den" },
      "error 10 leave_room User ann is not in room den",
    ],
    [
      { cmd: "leave_room", room_name: "nowhere" },
      "error 8 leave_room Room 'nowhere' does not exist",
    ],
    [
      { cmd: "invite", room_name: "nerd", invitee: "ann" },
      "error 15 invite ann is already in room nerd",
    ],
    [
      { cmd: "invite", room_name: "nerd", invitee: "nobody" },
      "error 6 invite Invalid user name 'nobody'",
    ],
    [
      { cmd: "invite", room_name: "den", invitee: "ann" },
      "error 10 invite User ann is not in room den",
    ],
    [
      { cmd: "invite_reply", room_name: "den", inviter: "bob", reply: "?" },
      "error 16 invite_reply Unknown reply code: ?",
    ],
    [
      { cmd: "invite_reply", room_name: "den", inviter: "bob", reply: "Y" },
      "error 22 invite_reply Cannot join a private room. Invitation is needed.",
    ],
    [
      { cmd: "master", room_name: "nerd", user: "ann" },
      "error 17 master User ann is already room master",
    ],
    [
      { cmd: "master", room_name: "nerd", user: "bob" },
      "error 10 master User bob is not in room nerd",
    ],
    [
      { cmd: "master", room_name: "Lobby", user: "ann" },
      "error 10 master User ann is not in room Lobby",
    ],
    [
      { cmd: "kick", room_name: "nerd", user: "ann" },
      "error 18 kick Room master cannot be kicked.",
    ],
    [
      { cmd: "kick", room_name: "nerd", user: "bob" },
      "error 10 kick User bob is not in room nerd",
    ],
    [
      { cmd: "max", room_name: "den", size: "5" },
      "error 19 max User ann has no permission on this operation",
    ],
    [
      { cmd: "max", room_name: "nerd", size: "many" },
      "error 41 max invalid size: many",
    ],
    [{ cmd: "max", room_name: "nerd", size: 1 }, "ok max 1:ann:nerd"],
    [
      { cmd: "set_room_permission", room_name: "den", permission: "1" },
      "error 20 set_room_permission User ann has no permission on this operation",
    ],
    [
      { cmd: "set_room_permission", room_name: "nerd", permission: "2" },
      "error 41 set_room_permission invalid permission: 2",
    ],
  ]);
  await answers(bob, [
    [
      { cmd: "join_room", room_name: "nerd" },
      "error 23 join_room Cannot join a full room (size is 1)",
    ],
    [{ ...closed, permission: "0" }, "ok set_room_permission 0"],
  ]);
  await answers(ann, [
    [
      { cmd: "join_room", room_name: "den" },
      "error 22 join_room Cannot join a private room. Invitation is needed.",
    ],
    [
      { cmd: "get_room_user_list", room_name: "nerd" },
      "ok get_room_user_list nerd:ann:ann",
    ],
  ]);
  ann.send({ cmd: "join_room", room_name: "Lobby" });
  await ann.settle();
  await answers(ann, [
    [
      { cmd: "leave_room", room_name: "Lobby" },
      "error 36 leave_room You are in room Lobby",
    ],
    [
      { cmd: "set_room_permission", room_name: "Lobby", permission: "0" },
      "error 20 set_room_permission User ann has no permission on this operation",
    ],
  ]);
});

test("names and passwords are refused with their codes", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await connect(server);
  const register = { cmd: "register", usr: "ann", pwd: "password" };
  await answers(ann, [
    [
      { ...register, pwd: undefined },
      "error 3 register non-exist request parameter: pwd",
    ],
    [
      { ...register, usr: "x".repeat(33) },
      "error 32 register invalid user name",
    ],
    [
      { ...register, pwd: "1234567" },
      "error 33 register user password length should >= 8",
    ],
    ...[..."`'~!@#$%^&*+-=[];<>./?){}:,|\"(\\"].map(
      (character) =>
        [
          { ...register, usr: `a${character}b` },
          "error 34 register Invalid character found in user name",
        ] as const,
    ),
    [
      { ...register, usr: "a&lt;b" },
      "error 34 register Invalid character found in user name",
    ],
    ...[...':,|"(\\'].map(
      (character) =>
        [
          { ...register, pwd: `12345678${character}` },
          "error 38 register Invalid character found in password",
        ] as const,
    ),
    [register, "ok register user 'ann' is registerd"],
    [register, "error 35 register this username is not available"],
  ]);
  const login = { cmd: "login", type: "reg", usr: "ann", tracker: "l" };
  await answers(ann, [
    [
      { ...login, type: "tmp" },
      "error 27 login this username has been taken [l]",
    ],
    [
      { ...login, type: "tmp", usr: "a:b" },
      "error 34 login Invalid character found in user name [l]",
    ],
    [login, "error 3 login non-exist request parameter: pwd [l]"],
    [
      { ...login, type: undefined, usr: "bob" },
      "error 3 login non-exist request parameter: type [l]",
    ],
    [
      { ...login, pwd: "wrong pwd" },
      "error 25 login invalid login information [l]",
    ],
    [
      { ...login, usr: "nobody", pwd: "password" },
      "error 25 login invalid login information [l]",
    ],
  ]);
  const change = { cmd: "update_pwd", old_pwd: "password", usr: "ann" };
  await answers(ann, [
    [
      { ...change, new_pwd: "1234567" },
      "error 28 update_pwd new password length should >= 8",
    ],
    [
      { ...change, new_pwd: "password2", new_pwd2: "password3" },
      "error 41 update_pwd two new password do not match",
    ],
    [
      { ...change, new_pwd: "password" },
      "error 31 update_pwd Please use a password different from the old one",
    ],
    [
      { ...change, new_pwd: "pass|word" },
      "error 38 update_pwd Invalid character found in password",
    ],
    [
      { ...change, usr: "nobody", new_pwd: "password2" },
      "error 29 update_pwd this username does not exist",
    ],
    [
      { ...change, old_pwd: "passwort", new_pwd: "password2" },
      "error 30 update_pwd old password does not match",
    ],
    [{ ...change, new_pwd: "password2" }, "ok update_pwd ann"],
    [{ ...login, pwd: "password2" }, "ok login ann, [l]"],
  ]);
  await ann.settle();
  await answers(ann, [
    [
      login,
      "error 24 login user ann already logged in from this connection [l]",
    ],
    [
      { cmd: "update_pwd", old_pwd: "password2", new_pwd: "password3" },
      "ok update_pwd ann",
    ],
  ]);
  const bob = await guest(server, "bob");
  await answers(bob, [
    [
      { cmd: "update_pwd", old_pwd: "password2", new_pwd: "password3" },
      "error 29 update_pwd this username does not exist",
    ],
  ]);
});

/** A server whose account "root" is an admin. */
async function withAdmin(): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), "koine-gtchat-"));
  const options = { doors: ["gtchat"], store: "sqlite:", data } as const;
  const server = await startServer(options);
  await account(server, "root");
  await server.close();
  const observer = new Tally();
  const parts = { data, durability: "normal", observer } as const;
  {
    await using store = await openStore("sqlite:", parts);
    const root = await store.identities.accountByFolded(fold("root"));
    await store.identities.setRole(root?.id ?? "", "admin");
  }
  return startServer(options);
}

test(
  "an admin rules every room, tells everyone, and sees tables without passwords",
  { timeout: 20_000 },
  async () => {
    const server = await withAdmin();
    const root = await connect(server);
    root.send({
      cmd: "login",
      type: "reg",
      usr: "root",
      pwd: "password",
      tracker: "l",
    });
    await root.settle();
    const ann = await account(server, "ann");
    const bob = await guest(server, "bob");
    ann.send({ cmd: "create_room", room_name: "nerd" });
    await ann.settle();
    bob.send({ cmd: "join_room", room_name: "nerd" });
    await bob.settle();
    await root.settle();
    const table = (name: string): object => ({
      cmd: "admin_show_table",
      table: name,
    });
    await answers(root, [
      [table("T_none"), "error 11 admin_show_table unknown table: T_none"],
      [table("T_users"), "ok admin_show_table root,ann"],
      [table("T_users_active"), "ok admin_show_table root,ann,bob"],
      [
        table("T_users_src"),
        "ok admin_show_table root 127.0.0.1,ann 127.0.0.1,bob 127.0.0.1",
      ],
      [table("T_rooms"), "ok admin_show_table Lobby,nerd"],
      [
        { cmd: "kick", room_name: "nerd", user: "ann" },
        "error 18 kick Room master cannot be kicked.",
      ],
      [
        { cmd: "kick", room_name: "nerd", user: "bob" },
        "ok kick bob:root:nerd",
      ],
    ]);
    await root.hears("event join_room bob");
    expect(await root.ask({ cmd: "broadcast", msg: "tea" })).toBe(
      "broadcast root: tea",
    );
    await root.hears("ok broadcast message is broadcasted");
    expect(root.frames.join()).not.toMatch(/argon2|password/);
  },
);
