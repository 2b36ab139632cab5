// What a supervisor asks: whether the process lives, and whether it can do its work now.
import type { FastifyInstance } from "fastify";

/** True, or the reason why not, in a few words for the operator. */
export type Readiness = true | string;

export function healthRoutes(
  app: FastifyInstance,
  isReady: () => Readiness | Promise<Readiness>,
): void {
  app.get("/healthz", async (_request, reply) => {
    return reply.header("cache-control", "no-store").send("ok");
  });
  app.get("/readyz", async (_request, reply) => {
    const ready = await isReady();
    return reply
      .header("cache-control", "no-store")
      .code(ready === true ? 200 : 503)
      .send(ready === true ? "ok" : ready);
  });
}
