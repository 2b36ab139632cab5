// RiftChat: codes in blocks. A direct message has "(to you)" behind its author.
import { openBlocks } from "./blocks.ts";
import { heardFrom } from "./heard.ts";
import type { Voice } from "./voice.ts";

interface Told {
  readonly code: number;
  readonly new?: string;
  readonly old?: string;
  readonly username?: string;
  readonly message?: { readonly username: string; readonly message: string };
}

const TO_YOU = " (to you)";

export const riftchat: Voice = {
  door: "riftchat",
  isTcp: true,
  open: (server) => openBlocks(server.door("riftchat")),
  async enter(carrier, name) {
    carrier.send(JSON.stringify({ code: 101, username: name }));
    await carrier.until(() =>
      carrier.told.some((frame) => {
        const told = JSON.parse(frame) as Told;
        return told.code === 203 && told.new === name;
      }),
    );
  },
  saying: (text) => JSON.stringify({ code: 100, message: text }),
  sense(frame) {
    const { code, message, ...told } = JSON.parse(frame) as Told;
    if (code === 201) return { joined: [told.new ?? ""] };
    if (code === 203)
      return { left: [told.old ?? ""], joined: [told.new ?? ""] };
    if (code === 204) return { left: [told.username ?? ""] };
    if (message === undefined) return {};
    if (message.username === "*") return { words: message.message };
    const isDirect = message.username.endsWith(TO_YOU);
    const author = isDirect
      ? message.username.slice(0, -TO_YOU.length)
      : message.username;
    return { heard: heardFrom(author, message.message, isDirect) };
  },
  hearsOwn: true,
  showsComings: true,
  marksDirect: true,
  shown: (text) => text.replaceAll("\n", "\n  "),
};
