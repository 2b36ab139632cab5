// What dialects have over HTTP beside their wires: their routes, before whatever else a server answers.
import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from "node:http";
import type { Route } from "../dialects/dialect.ts";
import { securityHeaders } from "../lib/security-headers.ts";
import { callerOf, isSecure, mayCome, type CallerParts } from "./caller.ts";

/** Takes a request that belongs to no route. Whether it did; if not, nothing of it was answered. */
export type RequestHook = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

export interface RouteParts extends CallerParts {
  readonly onBug: (error: unknown, where: string) => void;
  /** For requests whose path begins with /socket.io/. Those that it leaves go to the fallback. */
  readonly takesRequest?: RequestHook | undefined;
}

/**
 * Serves the routes, by exact path, and leaves the rest to the fallback. Every answer of a route carries the security
 * headers, unless it sets others. Of two routes for one path the first one serves.
 */
export function withRoutes(
  routes: readonly Route[],
  fallback: RequestListener,
  parts: RouteParts,
): RequestListener {
  const byPath = new Map(
    routes.toReversed().map((route) => [route.path, route]),
  );
  return (request, response) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    const route = byPath.get(path);
    if (route !== undefined) return serve(route, request, response, parts);
    if (
      path.startsWith("/socket.io/") &&
      parts.takesRequest?.(request, response) === true
    )
      return;
    fallback(request, response);
  };
}

/** What a door's port answers to what it does not have. */
export const nothingHere: RequestListener = (_request, response) => {
  secure(response);
  // Whoever asks for a page here is at the wrong door.
  response.setHeader("connection", "close");
  answer(response, 404, "There is nothing here.\n");
};

function serve(
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  parts: RouteParts,
): void {
  secure(response);
  const method = request.method ?? "";
  const own = Object.keys(route.methods);
  // Node leaves out the body of what answers HEAD.
  const name = method === "HEAD" && !own.includes("HEAD") ? "GET" : method;
  const handle = own.includes(name) ? route.methods[name] : undefined;
  if (handle === undefined) {
    const head = own.includes("GET") && !own.includes("HEAD") ? ["HEAD"] : [];
    response.setHeader("allow", [...own, ...head].join(", "));
    return answer(response, 405, `${route.path} does not take ${method}.\n`);
  }
  const caller = {
    address: callerOf(request, parts.trustProxy).address,
    isOwnOrigin: mayCome(request, "own", parts),
    isSecure: isSecure(request, parts.trustProxy),
  };
  // A route may be asynchronous, too.
  new Promise((resolve) => resolve(handle(request, response, caller))).catch(
    (error: unknown) => {
      parts.onBug(error, route.path);
      if (response.headersSent) response.destroy();
      else answer(response, 500, "internal\n");
    },
  );
}

function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders))
    response.setHeader(name, value);
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.setHeader("cache-control", "no-store");
  response.end(text);
}
