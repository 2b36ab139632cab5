// The RiftChat dialect: JSON in blocks over TCP, codes 100 to 205. Everyone is in the lobby.
import { Frame } from "../../lib/frame.ts";
import type { OpenDialect } from "../dialect.ts";
import { RiftchatConversation } from "./conversation.ts";
import { riftchatEncoder } from "./encode.ts";
import { saidLine, SERVER } from "./told.ts";

export const openRiftchat: OpenDialect = (context) => {
  const { now } = context.chat;
  const encoder = riftchatEncoder(now);
  return {
    name: "riftchat",
    tcp: {
      cut: "blocks",
      greets: true,
      refusal: (text) => new Frame(saidLine(now(), SERVER, text)),
    },
    converse: (wire) => new RiftchatConversation(context, wire, encoder),
  };
};
