// The native dialect, koine.1: JSON requests, replies and events, a WebSocket frame or a line each.
import { version, type Event } from "@koine/protocol";
import { Frame } from "../../lib/frame.ts";
import type { OpenDialect } from "../dialect.ts";
import { NativeConversation } from "./conversation.ts";

const PATH = "/ws";

export const openNative: OpenDialect = (context) => ({
  name: "native",
  webSocket: {
    mainPaths: [PATH],
    takes: (path) => path === PATH,
    subprotocol: version,
    origin: "own",
    readsCookie: false,
  },
  tcp: {
    cut: "lines",
    greets: false,
    refusal: (reason) =>
      new Frame(JSON.stringify({ ev: "closing", reason } satisfies Event)),
  },
  converse: (wire) => new NativeConversation(context, wire),
});
