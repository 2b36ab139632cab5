// The description of the API in OpenAPI 3.1, made from the protocol's table; TypeBox schemas are JSON Schema already.
import { codes, events, verbs, version, type VerbName } from "@koine/protocol";
import { httpVerbs } from "./http-verbs.ts";
import { capital, defined, withRefs } from "./schema-refs.ts";

const about =
  "The verbs of Koine over HTTP, for bots and scripts. Say `hello` with a name once, keep the `token` of its answer, " +
  "and send it with every other call. There are no events over HTTP: read with `history`, or connect to the " +
  "WebSocket at `/ws`. Unknown fields are ignored.";

/** What is called by whoever has no token yet. */
const tokenless: readonly VerbName[] = ["hello", "register", "redeem"];

/** In the protocol's order. */
const described = (Object.keys(verbs) as VerbName[]).filter((verb) =>
  httpVerbs.includes(verb),
);

const named = new Map<unknown, string>(
  Object.entries(events).map(([name, schema]) => [schema, capital(name)]),
);

/** A fresh document, plain JSON. */
export function openApi(): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Koine",
      version,
      description: about,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      described.map((verb) => [`/api/${verb}`, { post: operation(verb) }]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The `token` that `hello` answered.",
        },
      },
      schemas: schemas(),
      responses: Object.fromEntries(
        statuses().map((status) => [`Refused${status}`, refused(status)]),
      ),
    },
  };
}

function operation(verb: VerbName): object {
  const { about: text } = verbs[verb];
  return {
    operationId: verb,
    summary: text.split(/(?<=[.:]) /, 1)[0],
    description: text,
    ...(tokenless.includes(verb) ? { security: [] } : {}),
    requestBody: { required: true, content: json(`${capital(verb)}Params`) },
    responses: {
      200: { description: "Done.", content: json(`${capital(verb)}Result`) },
      ...Object.fromEntries(
        statuses().map((status) => [
          status,
          { $ref: `#/components/responses/Refused${status}` },
        ]),
      ),
    },
  };
}

function schemas(): object {
  const all: Record<string, unknown> = {};
  for (const verb of described) {
    all[`${capital(verb)}Params`] = withRefs(verbs[verb].params, named);
    all[`${capital(verb)}Result`] = withRefs(verbs[verb].result, named);
  }
  // Of the events, those that a result holds.
  const written = JSON.stringify(all);
  for (const [event, name] of named)
    if (written.includes(`/schemas/${name}"`))
      all[name] = defined(event, named);
  return all;
}

function refused(status: number): object {
  const here = Object.entries(codes).filter(
    ([, code]) => code.status === status,
  );
  return {
    description: here
      .map(([code, { means }]) => `\`${code}\`: ${means}`)
      .join("\n\n"),
    ...(status === 429 || status === 503
      ? {
          headers: {
            "Retry-After": {
              description:
                "Seconds to wait; not sent with `too_many`, which does not pass so soon.",
              schema: { type: "integer" },
            },
          },
        }
      : {}),
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: ["error"],
          properties: {
            error: {
              type: "object",
              required: ["code", "message"],
              properties: {
                code: { enum: here.map(([code]) => code) },
                message: {
                  type: "string",
                  description: "For people: what to do next.",
                },
              },
            },
          },
        },
      },
    },
  };
}

function statuses(): number[] {
  const all = Object.values(codes).map((code) => code.status);
  return [...new Set<number>(all)].sort((a, b) => a - b);
}

function json(schema: string): object {
  return {
    "application/json": { schema: { $ref: `#/components/schemas/${schema}` } },
  };
}
