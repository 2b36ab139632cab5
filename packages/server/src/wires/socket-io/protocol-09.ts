// Protocol 1, of Socket.IO 0.6 to 0.9: packets are `type:id:endpoint:data`.
import type { Framing } from "../../lib/frame.ts";
import { spacedJson } from "../../lib/spaced-json.ts";
import { webSocketText } from "../framings.ts";
import type { Kind, Protocol, Received } from "./protocol.ts";

const PACKET = /^([0-8]):(\d{1,15}\+?)?:([^:]{0,256})(?::([\s\S]*))?$/;
const EVENT_START = 0x5b; // "["
const HEARTBEAT_MS = 12_000;

const framing: Framing = {
  frame(payload) {
    if (payload[0] !== EVENT_START) return webSocketText.frame(payload);
    return webSocketText.frame(Buffer.from(eventPacket(payload.toString())));
  },
};

/** In the form of the servers of its time: what counts characters in it counts the same in every language. */
function eventPacket(event: string): string {
  const [name, ...args] = JSON.parse(event) as unknown[];
  return `5:::${spacedJson({ args, name })}`;
}

export const protocol09: Protocol = {
  name: "0.9",
  framing,
  heartbeat: { packet: "2::", everyMs: HEARTBEAT_MS },
  disconnect: "0::",

  kindOf(packet): Kind {
    const [, type, , endpoint = ""] = PACKET.exec(packet) ?? [];
    if (type === undefined) return "malformed";
    if (endpoint !== "") {
      // Reason 2, unauthorized: there is one endpoint only, the nameless.
      return type === "1" ? { refuse: `7::${endpoint}:2` } : "malformed";
    }
    switch (type) {
      case "0":
        return "disconnect";
      case "5":
        return "event";
      case "3":
      case "4":
        // Messages without a name: there is nobody to take them.
        return "malformed";
      default:
        return "alive";
    }
  },

  read(packet): Received | undefined {
    const [, , id, , data = ""] = PACKET.exec(packet) ?? [];
    const event = parse(data);
    if (event === undefined) return undefined;
    // A `+` asks for an acknowledgement with data, and is content without.
    const ack = id === undefined ? undefined : `6:::${id.replace("+", "")}`;
    return { frame: event, ack };
  },
};

function parse(data: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== "object" || parsed === null) return undefined;
    const { name, args = [] } = parsed as { name?: unknown; args?: unknown };
    if (typeof name !== "string" || !Array.isArray(args)) return undefined;
    return JSON.stringify([name, ...(args as unknown[])]);
  } catch {
    return undefined;
  }
}
