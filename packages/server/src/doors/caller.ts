// Who is behind an HTTP request: his address, and whether the page that he comes from may. Behind a proxy, if it is
// trusted, what the nearest one saw.
import type { IncomingMessage } from "node:http";
import { isOwnOrigin } from "../lib/origin.ts";

export interface CallerParts {
  /** Further hosts whose pages may connect. */
  readonly origins: readonly string[];
  readonly trustProxy: boolean;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `port` is 0 where only the proxy knows it. */
export function callerOf(
  request: IncomingMessage,
  trustProxy: boolean,
): { readonly address: string; readonly port: number } {
  const behind = trustProxy ? forwarded(request, "x-forwarded-for") : undefined;
  if (behind !== undefined) return { address: behind, port: 0 };
  const { remoteAddress = "", remotePort = 0 } = request.socket;
  return { address: remoteAddress, port: remotePort };
}

/** Whether it came over https. */
export function isSecure(
  request: IncomingMessage,
  trustProxy: boolean,
): boolean {
  return (
    "encrypted" in request.socket ||
    (trustProxy && forwarded(request, "x-forwarded-proto") === "https")
  );
}

/** See `WebSocketForm.origin`. */
export function mayCome(
  request: IncomingMessage,
  rule: "own" | "local",
  { origins, trustProxy }: CallerParts,
): boolean {
  const { origin } = request.headers;
  const asked =
    (trustProxy ? forwarded(request, "x-forwarded-host") : undefined) ??
    request.headers.host;
  return (
    isOwnOrigin(origin, asked, origins) ||
    (rule === "local" && (isLoopback(origin) || isFile(origin, origins)))
  );
}

function isLoopback(origin: string | undefined): boolean {
  return (
    origin !== undefined &&
    URL.canParse(origin) &&
    LOOPBACK.test(new URL(origin).hostname)
  );
}

/** A page that was opened as a file, or is in a sandbox, has no host; whether it may come is the operator's to say. */
function isFile(
  origin: string | undefined,
  origins: readonly string[],
): boolean {
  return origin === "null" && origins.includes("null");
}

/** The last entry; those before it are the client's own word. */
function forwarded(request: IncomingMessage, name: string): string | undefined {
  return (
    String(request.headers[name] ?? "")
      .split(",")
      .at(-1)
      ?.trim() || undefined
  );
}
