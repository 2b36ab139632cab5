// Prompt closing: lets the requests under way end, for a moment, and then nothing of HTTP holds the process.
import type { FastifyInstance } from "fastify";

/** Call before any other hook is added. The app must be made with `forceCloseConnections: true`. */
export function drainOnClose(app: FastifyInstance, atMost: number): void {
  const underWay = new Set<object>();
  let isEmpty: (() => void) | undefined;
  const ended = (request: object) => {
    underWay.delete(request);
    if (underWay.size === 0) isEmpty?.();
  };

  app.addHook("onRequest", async (request, reply) => {
    underWay.add(request.raw);
    // An aborted request has no response; an injected one has no socket that closes.
    reply.raw.once("close", () => ended(request.raw));
  });
  app.addHook("onResponse", async (request) => ended(request.raw));

  app.addHook("preClose", async () => {
    if (underWay.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, atMost);
      isEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  });
}
