// Tells the operator, once, that a proxy seems to be in front which is not trusted: then everyone has its address.
import type { IncomingMessage, Server } from "node:http";

export function hintAtProxy(
  server: Server,
  tell: (text: string) => void,
): void {
  const look = ({ headers }: IncomingMessage): void => {
    if (headers["x-forwarded-for"] === undefined) return;
    server.off("request", look);
    server.off("upgrade", look);
    tell(
      "A request came with X-Forwarded-For. If a proxy is in front, start with --trust-proxy: otherwise everyone has the proxy's address, with one address's limits, and is banned with a guest.",
    );
  };
  server.on("request", look);
  server.on("upgrade", look);
}
