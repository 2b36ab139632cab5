// What HTTP serves for this door: a sign of life, and figures for whoever has the admin's token.
import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DialectContext, Route } from "../dialect.ts";
import type { Counted, Figures } from "./figures.ts";
import { JSON_PATH } from "./path.ts";
import { stats } from "./stats.ts";

export function routesOf(
  context: DialectContext,
  figures: Figures,
): readonly Route[] {
  const { serverName, adminToken } = context.settings;
  const at = (
    path: Counted,
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Route => ({
    path,
    methods: {
      GET: (request, response) => {
        figures.visited(path);
        answer(request, response);
      },
    },
  });
  return [
    at(JSON_PATH, (_request, response) => {
      response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" });
      response.end("not websocket protocol");
    }),
    at("/v1.0/alive", (_request, response) => {
      response.writeHead(200, headers(serverName, "")).end();
    }),
    at("/v1.0/stats", (request, response) => {
      const refused = refusalFor(request, adminToken);
      if (refused === undefined) {
        const body = JSON.stringify(stats(context, figures));
        response.writeHead(200, headers(serverName, body)).end(body);
        return;
      }
      response.writeHead(refused.status, {
        "Content-Type": "text/plain; charset=utf-8",
        "WWW-Authenticate": "Bearer",
      });
      response.end(`${refused.text}\n`);
    }),
  ];
}

interface Refused {
  readonly status: 401 | 403;
  readonly text: string;
}

function refusalFor(
  request: IncomingMessage,
  token: string | undefined,
): Refused | undefined {
  if (token === undefined)
    return {
      status: 403,
      text: "The figures show addresses: this server has no admin token to ask for them with.",
    };
  const [, given] =
    /^Bearer +(.*\S) *$/i.exec(request.headers.authorization ?? "") ?? [];
  if (given === undefined)
    return {
      status: 401,
      text: "Ask with the admin token: Authorization: Bearer TOKEN.",
    };
  return isSame(given, token)
    ? undefined
    : { status: 403, text: "This is not the admin token." };
}

/** Takes as long whatever is given. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Buffer =>
  createHash("sha256").update(text).digest();

/** With the names and forms of the first server. */
const headers = (serverName: string, body: string): Record<string, string> => ({
  "Content-Type": "application/json;charset=utf-8",
  "Content-Length": String(Buffer.byteLength(body)),
  Date: new Date().toUTCString().replace("GMT", "+0000"),
  ...(serverName === "" ? {} : { Server: serverName.replace(UNSENT, "?") }),
  "X-Request-Id": randomUUID().toUpperCase(),
});

/** What a header cannot hold. */
const UNSENT = /[^ -~]/gu;
