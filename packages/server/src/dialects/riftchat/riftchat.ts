// The RiftChat dialect: JSON in blocks over TCP, codes 100 to 205. Everyone is in the lobby.
import type { OpenDialect } from "../dialect.ts";
import { RiftchatConversation } from "./conversation.ts";
import { riftchatEncoder } from "./encode.ts";

export const openRiftchat: OpenDialect = (context) => {
  const encoder = riftchatEncoder(context.chat.now);
  return {
    name: "riftchat",
    tcp: { cut: "blocks", greets: true },
    converse: (wire) => new RiftchatConversation(context, wire, encoder),
  };
};
