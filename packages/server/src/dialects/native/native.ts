// The native dialect, koine.1: JSON requests, replies and events, a WebSocket frame or a line each.
import { version } from "@koine/protocol/version";
import type { OpenDialect } from "../dialect.ts";
import { closing } from "./closing.ts";
import type { NativeConversation } from "./conversation.ts";

const PATH = "/ws";

export const openNative: OpenDialect = (context) => {
  let Conversation: typeof NativeConversation | undefined;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      ({ NativeConversation: Conversation } =
        await import("./conversation.ts"));
    } finally {
      loading = undefined;
    }
  }

  return {
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
      refusal: (reason, code) =>
        closing(code === "too_many" ? code : "unavailable", reason),
    },
    // The schemas come with it.
    load: () => (Conversation === undefined ? (loading ??= load()) : undefined),
    converse(wire) {
      if (Conversation === undefined) throw new Error("It is not loaded yet.");
      return new Conversation(context, wire);
    },
  };
};
