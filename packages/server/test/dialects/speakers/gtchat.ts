// GTChat: commands as JSON. Texts are written for a page, both ways; an author is not sent his own.
import { heardFrom } from "./heard.ts";
import { openWebSocket } from "./web-socket.ts";
import { ofPage, forPage } from "./page-text.ts";
import type { Voice } from "./voice.ts";

interface Told {
  readonly cmd: string;
  readonly last_cmd?: string;
  readonly status?: string;
  readonly type?: string;
  readonly usr?: string;
  readonly msg?: string;
}

export const gtchat: Voice = {
  door: "gtchat",
  open: (server, _name, headers) =>
    openWebSocket(server.door("gtchat"), "/", headers),
  async enter(carrier, name) {
    const login = { cmd: "login", type: "tmp", usr: name, tracker: "t1" };
    carrier.send(JSON.stringify(login));
    await carrier.until(() =>
      carrier.told.some((frame) => {
        const told = JSON.parse(frame) as Told;
        return told.last_cmd === "join_room" && told.status === "ok";
      }),
    );
  },
  login: (usr, pwd) => [
    JSON.stringify({ cmd: "login", type: "reg", usr, pwd, tracker: "t1" }),
  ],
  saying: (text) =>
    JSON.stringify({
      cmd: "speak",
      room_name: "Lobby",
      msg: forPage(text),
      meta: ".",
    }),
  whispering: (to, text) =>
    JSON.stringify({ cmd: "whisper", target_user: to, msg: forPage(text) }),
  leaving: {
    frame: JSON.stringify({ cmd: "logout" }),
    isDone: (frame) => (JSON.parse(frame) as Told).last_cmd === "logout",
  },
  sense(frame) {
    const [, reason] = /^disconnect: (.*)$/s.exec(frame) ?? [];
    if (reason !== undefined) return { words: ofPage(reason) };
    const told = JSON.parse(frame) as Told;
    const { cmd, type, usr = "", msg = "" } = told;
    const name = ofPage(usr);
    if (cmd === "c_event" && type === "join_room") return { joined: [name] };
    if (cmd === "c_event" && type === "leave_room") return { left: [name] };
    if (told.status === "error") return { words: ofPage(msg) };
    if (cmd !== "c_speak" && cmd !== "c_whisper") return {};
    return { heard: heardFrom(name, ofPage(msg), cmd === "c_whisper") };
  },
  hearsOwn: false,
  showsComings: true,
  marksDirect: true,
};
