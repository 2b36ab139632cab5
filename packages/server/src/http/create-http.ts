// The main HTTP port: the page, the API, health. The composition root gives it its parts and listens; `upgrade` events
// of `app.server` are left to whoever takes WebSockets.
import type { RequestListener } from "node:http";
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { defaultLimits } from "../core/limits.ts";
import { apiRoutes, unknownVerb, type ApiParts } from "./api.ts";
import { drainOnClose } from "./draining.ts";
import { healthRoutes, type Readiness } from "./health.ts";
import { notBuilt, pageRoutes } from "./page.ts";
import { isClientsFault, sendRefusal } from "./refusal.ts";
import { createServer } from "../lib/node-http.ts";
import { securityHeaders } from "../lib/security-headers.ts";

/** In milliseconds. None of them holds for a socket that was upgraded. */
export interface HttpTimeouts {
  /** The head of a request has to be there after this, */
  readonly headers: number;
  /** the whole request after this. */
  readonly request: number;
  /** How often the two are looked at. */
  readonly check: number;
  /** A socket on which an answer does not move for this long is ended. */
  readonly stalled: number;
  /** Requests under way get this long when the server closes. */
  readonly closing: number;
}

export const defaultTimeouts: HttpTimeouts = {
  headers: 10_000,
  request: 30_000,
  check: 5_000,
  stalled: 60_000,
  closing: 1_000,
};

export interface HttpParts extends ApiParts {
  /** Absolute. Need not exist, nor hold a page. */
  readonly publicDir: string;
  readonly isReady: () => Readiness | Promise<Readiness>;
  readonly logger: FastifyBaseLogger;
  /** Whether the X-Forwarded-* of whoever connects are believed: one proxy in front, its last entry counts. */
  readonly trustProxy: boolean;
  /** The most bytes that a body may have. */
  readonly bodyBytes?: number | undefined;
  readonly timeouts?: HttpTimeouts | undefined;
  /** Serves some requests itself, and leaves the others to what it is given. */
  readonly around?: ((rest: RequestListener) => RequestListener) | undefined;
}

/** Listen with `app.listen`; `app.close()` ends within `timeouts.closing` once upgraded sockets are gone. */
export function createHttp(parts: HttpParts): FastifyInstance {
  const timeouts = parts.timeouts ?? defaultTimeouts;
  const app = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Only the nearest hop: anything further to the left is what the client made up.
    trustProxy: parts.trustProxy ? (_address, hop) => hop === 0 : false,
    // No route has a schema: what compiles them, a quarter of Fastify's code, is not loaded.
    schemaController: {
      compilersFactory: {
        buildValidator: noSchemas,
        buildSerializer: noSchemas,
      },
    },
    bodyLimit: parts.bodyBytes ?? defaultLimits.frameBytes,
    requestTimeout: timeouts.request,
    serverFactory: (listener) =>
      createServer(
        {
          headersTimeout: timeouts.headers,
          requestTimeout: timeouts.request,
          connectionsCheckingInterval: timeouts.check,
        },
        parts.around?.(listener) ?? listener,
      ),
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => {
      // No hook has run for a path that cannot be read.
      reply.headers(securityHeaders);
      answerUnknown(request, reply);
    },
  });

  drainOnClose(app, timeouts.closing);
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  // Not the server's own timeout: that would stay with sockets that are upgraded.
  app.server.on("request", (_request, response) => {
    response.setTimeout(timeouts.stalled);
  });
  // Only the API reads bodies.
  app.removeAllContentTypeParsers();
  app.setNotFoundHandler(answerUnknown);
  app.setErrorHandler((error, request, reply) => {
    if (isClientsFault(error)) return answerUnknown(request, reply);
    request.log.error({ err: error, url: request.url }, "HTTP failed");
    return reply.code(500).type("text/plain").send("internal\n");
  });

  healthRoutes(app, parts.isReady);
  pageRoutes(app, parts.publicDir);
  app.register(async (api) => apiRoutes(api, parts), { prefix: "/api" });
  return app;
}

function noSchemas(): never {
  throw new Error("Routes have no schemas here: the API checks what it gets.");
}

function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = request.url.split("?", 1)[0] ?? "";
  if (path === "/api" || path.startsWith("/api/"))
    return sendRefusal(reply, unknownVerb());
  reply.header("cache-control", "no-store").type("text/plain; charset=utf-8");
  const isRead = request.method === "GET" || request.method === "HEAD";
  const isPage = isRead && (path === "/" || path === "/index.html");
  return isPage
    ? reply.code(503).send(notBuilt)
    : reply.code(404).send("There is nothing here.\n");
}
