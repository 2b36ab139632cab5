// Every command of this door by its name.
import { registering, updatePassword, updatePreferences } from "./accounts.ts";
import type { Command } from "./command.ts";
import { inviting, replying } from "./invitations.ts";
import { adminTable, roomList, roomUserList, userList } from "./lists.ts";
import { loggingIn, loggingOut } from "./logins.ts";
import { handOver, kicking, limit, permit } from "./masters.ts";
import { createRoom, joinRoom, leaveRoom } from "./rooms.ts";
import { broadcasting, speak, whispering } from "./talking.ts";

export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    register: registering,
    login: loggingIn,
    logout: loggingOut((usr) => `user '${usr}' logout`),
    exit: loggingOut((usr) => `user '${usr}' exits`),
    update_pwd: updatePassword,
    update_pref: updatePreferences,
    create_room: createRoom,
    join_room: joinRoom,
    leave_room: leaveRoom,
    invite: inviting,
    invite_reply: replying,
    speak,
    whisper: whispering,
    broadcast: broadcasting,
    master: handOver,
    kick: kicking,
    max: limit,
    set_room_permission: permit,
    get_room_list: roomList,
    get_user_list: userList,
    get_room_user_list: roomUserList,
    admin_show_table: adminTable,
  }),
);
