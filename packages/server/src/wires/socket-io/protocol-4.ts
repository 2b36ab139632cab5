// Socket.IO 4 (its protocol 5, over Engine.IO 4): packets are `type[namespace,][id][json]`, and on a wire stand in a
// message of Engine.IO, which begins with `4`.
import type { Framing } from "../../lib/frame.ts";
import { webSocketText } from "../framings.ts";
import type { Kind, Protocol, Received } from "./protocol.ts";

const EVENT = /^2(\d{1,15})?(\[[\s\S]*\])$/;
const NAMESPACE = /^.(\/[^,]{1,256})(?:,|$)/;
const EVENT_START = 0x5b; // "["
const MESSAGE = Buffer.from("4");
const MESSAGE_EVENT = Buffer.from("42");

const framing: Framing = {
  frame(payload) {
    const start = payload[0] === EVENT_START ? MESSAGE_EVENT : MESSAGE;
    return webSocketText.frame(Buffer.concat([start, payload]));
  },
};

export const protocol4: Protocol = {
  name: "4",
  framing,
  disconnect: "1",

  kindOf(packet): Kind {
    const type = packet[0];
    const [, namespace] = NAMESPACE.exec(packet) ?? [];
    if (namespace !== undefined && type === "0") {
      return {
        refuse: `4${namespace},{"message":"There is no such namespace here. Connect to /."}`,
      };
    }
    if (namespace !== undefined) return "malformed";
    switch (type) {
      case "0":
        return "connect";
      case "1":
        return "disconnect";
      case "2":
        return "event";
      case "3":
        return "alive";
      case "5":
      case "6":
        return "binary";
      default:
        return "malformed";
    }
  },

  read(packet): Received | undefined {
    const [, id, frame] = EVENT.exec(packet) ?? [];
    if (frame === undefined) return undefined;
    return { frame, ack: id === undefined ? undefined : `3${id}[]` };
  },
};

/** Answers a client that connects to the one namespace there is. */
export const connected4 = (id: string): string =>
  `0${JSON.stringify({ sid: id })}`;
