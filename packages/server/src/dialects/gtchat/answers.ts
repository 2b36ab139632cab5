// The frames of GTChat, with the keys in the order of its last version.
import { Frame } from "../../lib/frame.ts";
import { spacedJson } from "../../lib/spaced-json.ts";
import type { Refused } from "./refused.ts";

/** What a frame's text may hold is encoded by whoever gives it. */
export function okFrame(cmd: string, tracker: string, msg: string): Frame {
  return response("ok", "0", cmd, tracker, msg);
}

export function errorFrame(
  cmd: string,
  tracker: string,
  refusal: Refused,
): Frame {
  const { code, message } = refusal;
  return response("error", String(code), cmd, tracker, message);
}

function response(
  status: "ok" | "error",
  code: string,
  cmd: string,
  tracker: string,
  msg: string,
): Frame {
  return new Frame(
    spacedJson({
      status,
      code,
      last_cmd: cmd,
      cmd: "c_response",
      tracker,
      msg,
    }),
  );
}

export type EventType =
  | "join_room"
  | "kicked"
  | "leave_room"
  | "login"
  | "logout"
  | "master"
  | "max"
  | "room_created"
  | "room_gone"
  | "set_room_permission";

/** `usr` is a name, or names, rooms and numbers with ":" between them. */
export function eventFrame(
  type: EventType,
  usr: string,
  tracker: string | 0,
): Frame {
  return new Frame(spacedJson({ tracker, cmd: "c_event", type, usr }));
}

/** Words to one person or to all. */
export function wordsFrame(
  cmd: "c_broadcast" | "c_invite_reply" | "c_whisper",
  usr: string,
  msg: string,
  tracker: string | 0,
): Frame {
  return new Frame(spacedJson({ msg, cmd, usr, tracker }));
}

export function speakFrame(
  room: string,
  usr: string,
  msg: string,
  marks: { readonly meta: string; readonly tracker: string | 0 },
): Frame {
  const { meta, tracker } = marks;
  return new Frame(
    spacedJson({ cmd: "c_speak", room_name: room, meta, usr, msg, tracker }),
  );
}

export function invitedFrame(
  room: string,
  usr: string,
  tracker: string | 0,
): Frame {
  return new Frame(
    spacedJson({
      msg: `${usr} invited you to room ${room}`,
      cmd: "c_invited",
      room_name: room,
      usr,
      tracker,
    }),
  );
}

/** What is told before a connection is ended is no JSON. */
export function endFrame(reason: string): Frame {
  return new Frame(`disconnect: ${reason}`);
}
