// The HTML form of the door over HTTP: GET shows the page, POST logs in, registers or logs out by the session cookie.
import type { IncomingMessage, ServerResponse } from "node:http";
import { ChatError } from "../../core/errors.ts";
import { hashToken } from "../../core/ids.ts";
import {
  readCookie,
  SESSION_COOKIE,
  SESSION_COOKIE_AGE,
  setCookie,
} from "../../lib/cookies.ts";
import type { DialectContext, Route, RouteCaller } from "../dialect.ts";
import { refusalOf } from "../refusal.ts";
import { wordOf } from "./refusals.ts";
import { csrfOf, isProven } from "./form/csrf.ts";
import { page, pagePolicy } from "./form/page.ts";
import { readForm } from "./form/read-form.ts";
import { submit } from "./form/submit.ts";

const PATH = "/classic/rambler";
const CSRF_COOKIE = "koine_csrf";
const ROOMS_MOST = 100;
/** Whoever shows no cookie of an account or a guest. */
const NOBODY = { id: "", kind: "guest" } as const;

/** Beside what every route's answer carries. */
const HEADERS = {
  "content-security-policy": pagePolicy,
  // Without a referrer at all a browser would not say either that the form is of an own page.
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

interface Exchange {
  readonly context: DialectContext;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: RouteCaller;
}

export function formRoute(context: DialectContext): Route {
  const answering =
    (answer: (exchange: Exchange) => Promise<void>) =>
    (
      request: IncomingMessage,
      response: ServerResponse,
      caller: RouteCaller,
    ): void => {
      answer({ context, request, response, caller }).catch((error: unknown) => {
        // The client may have gone in the middle of its request.
        if (request.errored !== null) return;
        const refusal = refusalOf(error, context, "rambler");
        const status = refusal.code === "unavailable" ? 503 : 500;
        plain(response, status, refusal.message);
      });
    };
  const get = answering((exchange) => show(exchange, undefined));
  return { path: PATH, methods: { GET: get, POST: answering(post) } };
}

async function post(exchange: Exchange): Promise<void> {
  const { context, request, response, caller } = exchange;
  if (!caller.isOwnOrigin)
    return plain(response, 403, "Pages of other hosts may not send this form.");
  const fields = await readForm(request);
  if (fields === 413) return plain(response, 413, "The form is too long.");
  if (fields === 415)
    return plain(response, 415, "Send application/x-www-form-urlencoded.");
  if (!isProven(cookie(request, CSRF_COOKIE), fields.get("csrf")))
    return plain(
      response,
      403,
      "The form is not from this server's page, or too old. Load the page, and send it again.",
    );
  try {
    const token = await submit(context.chat, {
      fields,
      token: cookie(request, SESSION_COOKIE),
      address: caller.address,
    });
    keep(
      exchange,
      SESSION_COOKIE,
      token ?? "",
      token === undefined ? 0 : SESSION_COOKIE_AGE,
    );
    response.writeHead(302, { ...HEADERS, location: PATH }).end();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    await show(exchange, wordOf(refusalOf(error, context, "rambler")));
  }
}

async function show(
  exchange: Exchange,
  error: string | undefined,
): Promise<void> {
  const { context, request, response } = exchange;
  const { user, refusal } = await visitorOf(exchange);
  const { rooms: known } = context.chat.store;
  // What rooms there are is told to those who may come.
  const rooms = refusal === undefined ? await known.list("", ROOMS_MOST) : [];
  const csrf = csrfOf(cookie(request, CSRF_COOKIE));
  const html = page({
    title: context.settings.serverName || "Koine",
    path: PATH,
    csrf,
    user,
    error: error ?? refusal,
    rooms: rooms.map(({ title }) => title),
  });
  keep(exchange, CSRF_COOKIE, csrf, SESSION_COOKIE_AGE);
  response
    .writeHead(200, { ...HEADERS, "content-type": "text/html; charset=utf-8" })
    .end(html);
}

/** Who is logged in by the cookie, or why he is not let in. */
async function visitorOf({ context, request, caller }: Exchange): Promise<{
  readonly user?: string;
  readonly refusal?: string;
}> {
  const { chat } = context;
  const token = cookie(request, SESSION_COOKIE);
  const found =
    token === undefined
      ? undefined
      : await chat.store.identities.byToken(hashToken(token), chat.now());
  // One that is not good for everything is nobody's at this door.
  const who = found?.token.scopes === undefined ? found?.identity : undefined;
  try {
    chat.house.mustCome(who ?? NOBODY, caller.address);
    return who === undefined ? {} : { user: who.name };
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return { refusal: wordOf(error) };
  }
}

const cookie = (request: IncomingMessage, name: string): string | undefined =>
  readCookie(request.headers.cookie, name);

function keep(
  { response, caller }: Exchange,
  name: string,
  value: string,
  maxAge: number,
): void {
  const { isSecure } = caller;
  response.appendHeader(
    "set-cookie",
    setCookie(name, value, { maxAge, isSecure }),
  );
}

/** What is left of the request is not read: the connection ends with the answer. */
function plain(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) return void response.destroy();
  response
    .writeHead(status, {
      ...HEADERS,
      "content-type": "text/plain; charset=utf-8",
      connection: "close",
    })
    .end(`${text}\n`);
}
