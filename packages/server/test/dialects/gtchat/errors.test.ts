import { test } from "vitest";
import { startServer } from "../../support/server.ts";
import { answers, guest, play } from "./play.ts";

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
  await ann.hears("event set_room_permission bob:den:0");
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
