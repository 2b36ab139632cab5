// Where the page of this door is served: as at the original's address.
import type { Route } from "../dialect.ts";
import { css } from "./page/css.ts";
import { html } from "./page/html.ts";
import { script } from "./page/script.ts";

const PAGE = "/chat/index.html";

export const pageRoutes: readonly Route[] = [
  file(PAGE, "text/html", html),
  file("/chat/chat.css", "text/css", css),
  file("/chat/chat.js", "text/javascript", script),
  {
    path: "/chat/",
    methods: {
      GET: (_request, response) => {
        response.writeHead(302, { location: PAGE }).end();
      },
    },
  },
];

function file(path: string, type: string, text: string): Route {
  const bytes = Buffer.from(text);
  return {
    path,
    methods: {
      GET: (_request, response) => {
        response.writeHead(200, {
          "content-type": `${type}; charset=utf-8`,
          "content-length": bytes.length,
          "cache-control": "no-cache",
        });
        response.end(bytes);
      },
    },
  };
}
