import { expect, test } from "vitest";
import { lobby, play } from "./play.ts";

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
    ann < event set_room_permission ann:den:0
    bob < event set_room_permission ann:den:0
    bob > {"cmd":"get_room_list"}
    bob < ok get_room_list Lobby:1,den:0
    bob > {"cmd":"join_room","room_name":"den"}
    bob < error 22 join_room Cannot join a private room. Invitation is needed.
    bob > {"cmd":"get_room_user_list","room_name":"den"}
    bob < error 10 get_room_user_list User bob is not in room den
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
    ann < event set_room_permission ann:nerd:0 [p1]
    bob < event set_room_permission ann:nerd:0 [p1]
    cat < event set_room_permission ann:nerd:0 [p1]
    ann > {"cmd":"set_room_permission","room_name":"nerd","permission":"1"}
    ann < ok set_room_permission 1
    ann < event set_room_permission ann:nerd:1
    bob < event set_room_permission ann:nerd:1
    cat < event set_room_permission ann:nerd:1
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
