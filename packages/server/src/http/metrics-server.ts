// The door for Prometheus: a listener of its own, so that the metrics are where the operator wants them and nowhere else.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import { createServer } from "../lib/node-http.ts";
import type { Metrics } from "./metrics.ts";

/** Answers GET /metrics. When it is closed, `metrics` is too. */
export function createMetricsServer(
  metrics: Metrics,
  logger: FastifyBaseLogger,
): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await answerScrape(metrics, request, response);
    } catch (err) {
      logger.error({ err }, "the metrics could not be collected");
      response.writeHead(500).end("internal\n");
    }
  };
  const server = createServer(
    { headersTimeout: 5_000, requestTimeout: 5_000 },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = 32;
  server.once("close", () => metrics.close());
  return server;
}

async function answerScrape(
  metrics: Metrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A scrape has no body, and nothing is done with one.
  request.resume();
  const path = request.url?.split("?", 1)[0];
  if (path !== "/metrics") {
    response.writeHead(404).end("There is only /metrics here.\n");
  } else if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
  } else {
    const text = await metrics.scrape();
    response.writeHead(200, { "content-type": metrics.contentType }).end(text);
  }
}
