// The chattypantz dialect, on WebSockets: JSON at /v1.0/chat, plain text at /{room}/{nick}, and two questions that a
// path asks by itself.
import type { Conversation, Wire } from "../../wires/wire.ts";
import type { OpenDialect } from "../dialect.ts";
import { Figures } from "./figures.ts";
import { JsonConversation } from "./json-conversation.ts";
import { JSON_PATH, readPath } from "./path.ts";
import { membersOf, mustBeLetIn, roomTitles } from "./queries.ts";
import { Question } from "./question.ts";
import { routesOf } from "./routes.ts";
import { TextConversation } from "./text-conversation.ts";

export const openChattypantz: OpenDialect = (context) => {
  const { chat } = context;
  const figures = new Figures();
  return {
    name: "chattypantz",
    webSocket: {
      mainPaths: [JSON_PATH],
      takes: (path) => readPath(path) !== undefined,
      subprotocol: "any",
      origin: "local",
      readsCookie: false,
    },
    routes: routesOf(context, figures),
    converse(wire: Wire): Conversation {
      const { path, address } = wire.opened;
      const asked = readPath(path);
      switch (asked?.form) {
        case "text":
          return new TextConversation(context, wire, figures, asked);
        case "rooms":
          figures.visited("/");
          return new Question(context, wire, async () => {
            mustBeLetIn(chat, address);
            return roomTitles(chat, ["public"]);
          });
        case "members":
          figures.visited("/{room}");
          return new Question(context, wire, async () => {
            mustBeLetIn(chat, address);
            return membersOf(chat, asked.room);
          });
        case "json":
        case undefined:
          return new JsonConversation(context, wire, figures);
      }
    },
  };
};
