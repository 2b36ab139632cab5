// The dialect of the Rambler task's chat: `SERVER:` and `MESSAGE:` texts over WebSockets, and the same as plain lines.
import type { OpenDialect, Route } from "../dialect.ts";
import { RamblerConversation, type Speaking } from "./conversation.ts";
import { encoderOf, serverFrame } from "./encode.ts";
import { formRoute } from "./form-route.ts";
import { pageForm, terminalForm, type Form } from "./forms.ts";

const PATH = "/chat";

/** Asked for as a page, in the words of the first server. */
const noPage: Route["methods"][string] = (_request, response) => {
  response
    .writeHead(400, { "content-type": "text/plain; charset=utf-8" })
    .end('Can "Upgrade" only to "WebSocket".\n');
};

export const openRambler: OpenDialect = (context) => {
  const speaking = (form: Form): Speaking => ({
    form,
    encoder: encoderOf(form),
  });
  const page = speaking(pageForm);
  const terminal = speaking(terminalForm);
  return {
    name: "rambler",
    webSocket: {
      mainPaths: [PATH],
      takes: (path) => path === PATH,
      origin: "own",
      readsCookie: true,
    },
    tcp: {
      cut: "lines",
      greets: true,
      refusal: (text) => serverFrame(terminalForm, text),
    },
    routes: [formRoute(context), { path: PATH, methods: { GET: noPage } }],
    converse: (wire) =>
      new RamblerConversation(
        context,
        wire,
        wire.opened.path === "" ? terminal : page,
      ),
  };
};
