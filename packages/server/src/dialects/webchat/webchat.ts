// The dialect of Webchat: three events in, one out, over Socket.IO 0.9 and 4; and a page that speaks it.
import type { OpenDialect } from "../dialect.ts";
import { WebchatConversation } from "./conversation.ts";
import { pageRoutes } from "./page-routes.ts";

export const openWebchat: OpenDialect = (context) => ({
  name: "webchat",
  isOnSocketIo: true,
  routes: pageRoutes,
  converse: (wire) => new WebchatConversation(context, wire),
});
