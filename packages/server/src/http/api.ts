// The API for bots and scripts: POST /api/<verb> for each verb of the protocol's table, and its description.
import type { VerbName } from "@koine/protocol";
import { codes } from "@koine/protocol/codes";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ChatError, type ErrorCode } from "../core/errors.ts";
import { httpVerbs } from "./http-verbs.ts";
import { parseJsonObject } from "./json-body.ts";
import { sessionCookie } from "./session-cookie.ts";
import { asRefusal, sendRefusal, wantsJson } from "./refusal.ts";

/** Who calls: the token of the Authorization header, and the address counted for limits. */
export interface Caller {
  readonly token: string | undefined;
  readonly address: string;
}

export interface ApiParts {
  /** Runs a verb. @throws ChatError for refusals; anything else is a bug. */
  readonly invoke: (
    verb: VerbName,
    params: unknown,
    who: Caller,
  ) => Promise<unknown>;
  /** Whether a page of `origin` may call what was asked for as `host` (with its port, if it has one). */
  readonly originAllowed: (origin: string, host: string) => boolean;
  /** Told of every refusal answered here, those of `invoke` too. */
  readonly refused?: ((code: ErrorCode) => void) | undefined;
}

const description = "/openapi.json";
const bearer = /^bearer +(\S+) *$/i;

/** Into an app without body parsers: none but JSON is read. */
export function apiRoutes(app: FastifyInstance, parts: ApiParts): void {
  app.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    (_request, body, done) => {
      try {
        done(null, parseJsonObject(body));
      } catch (error) {
        // Fastify takes a refusal for an Error like any other.
        done(error as Error);
      }
    },
  );

  app.setErrorHandler((error, request, reply) =>
    answerError(error, request, reply, parts),
  );
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const { origin } = request.headers;
    if (origin !== undefined && !parts.originAllowed(origin, request.host))
      throw new ChatError(
        "not_allowed",
        "Call from the server's own page, or from no page at all.",
      );
  });

  const invoke: ApiParts["invoke"] = async (verb, params, who) => {
    try {
      return (await parts.invoke(verb, params, who)) ?? {};
    } catch (error) {
      if (error instanceof ChatError) throw error;
      throw bug(error);
    }
  };
  for (const verb of httpVerbs) {
    app.post(`/${verb}`, async (request, reply) => {
      if (request.body === undefined) throw wantsJson();
      const result = await invoke(verb, request.body, {
        token: bearer.exec(request.headers.authorization ?? "")?.[1],
        address: request.ip,
      });
      const isSecure = request.protocol === "https";
      const cookie = sessionCookie(verb, request.body, result, isSecure);
      if (cookie !== undefined) reply.header("set-cookie", cookie);
      return result;
    });
  }

  let document: string | undefined;
  app.get(description, async (_request, reply) => {
    // With it come the schemas, which are much to keep for nobody.
    document ??= JSON.stringify((await import("./openapi.ts")).openApi());
    return reply
      .header("cache-control", "no-cache")
      .type("application/json; charset=utf-8")
      .send(document);
  });

  app.route({
    method: [...app.supportedMethods],
    url: "/*",
    // Before the body is read: there is nobody to read it.
    onRequest: async (request, reply) => {
      const { "*": asked } = request.params as { "*": string };
      const allow = allowed(asked);
      if (allow === undefined) throw unknownVerb();
      const message = `Use ${allow} here.`;
      return reply
        .code(405)
        .header("allow", allow)
        .send({ error: { code: "bad_request", message } });
    },
    handler: () => {},
  });
}

export function unknownVerb(): ChatError {
  return new ChatError(
    "unknown_verb",
    "There is no such verb over HTTP: see /api/openapi.json for those there are.",
  );
}

function bug(cause: unknown): ChatError {
  return new ChatError("internal", codes.internal.means, { cause });
}

function allowed(asked: string): string | undefined {
  if (`/${asked}` === description) return "GET, HEAD";
  return httpVerbs.some((verb) => verb === asked) ? "POST" : undefined;
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ApiParts,
): FastifyReply {
  const refusal = asRefusal(error) ?? bug(error);
  if (refusal.code === "internal")
    request.log.error(
      { err: refusal, route: request.routeOptions.url },
      "a call over HTTP failed",
    );
  parts.refused?.(refusal.code);
  return sendRefusal(reply, refusal);
}
