// The dialect gtchat: GTChat's JSON over WebSockets, of its first version's README and of its last version's page.
import type { OpenDialect } from "../dialect.ts";
import type { Active } from "./connection.ts";
import { GtchatConversation } from "./conversation.ts";
import { NAME } from "./marks.ts";

export const openGtchat: OpenDialect = (context) => {
  const active: Active = new Map();
  return {
    name: NAME,
    webSocket: {
      mainPaths: [],
      takes: () => true,
      origin: "local",
      readsCookie: false,
    },
    converse: (wire) => new GtchatConversation(context, wire, active),
  };
};
