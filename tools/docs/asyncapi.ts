// The native protocol in AsyncAPI 3.0, for tools: the channel, and every request, reply and event with its schema.
import { codes, events, verbs, version } from "@koine/protocol";
import {
  capital,
  defined,
  withRefs,
} from "../../packages/server/src/http/schema-refs.ts";

type Json = Record<string, unknown>;

const channel = "#/channels/koine";
const named = new Map<unknown, string>(
  Object.entries(events).map(([name, schema]) => [schema, capital(name)]),
);
const verbNames = Object.keys(verbs) as (keyof typeof verbs)[];
const eventNames = Object.keys(events) as (keyof typeof events)[];

/** A fresh document, plain JSON. */
export function asyncApi(): object {
  const messages = {
    ...verbMessages(),
    refusal: refusal(),
    ...eventMessages(),
  };
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Koine, the native protocol",
      version,
      description:
        "JSON in WebSocket text messages; on TCP the same, one object a line. The rules of order, retries and resuming are in protocol.md.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      main: {
        host: "localhost:8080",
        protocol: "ws",
        description:
          "A server as it starts by default; `wss` behind a proxy that speaks TLS.",
      },
    },
    channels: {
      koine: {
        address: "/ws",
        description: `WebSocket, subprotocol \`${version}\`.`,
        servers: [{ $ref: "#/servers/main" }],
        messages: mapValues(messages, (_message, name) => ({
          $ref: `#/components/messages/${name}`,
        })),
        bindings: { ws: { method: "GET", bindingVersion: "0.1.0" } },
      },
    },
    operations: { ...verbOperations(), ...eventOperations() },
    components: { messages, schemas: schemas() },
  };
}

/** As seen from the server: it receives requests and replies to them. */
function verbOperations(): Json {
  return Object.fromEntries(
    verbNames.map((verb) => [
      verb,
      {
        action: "receive",
        summary: verbs[verb].about,
        channel: { $ref: channel },
        messages: [inChannel(`${verb}Request`)],
        reply: {
          channel: { $ref: channel },
          messages: [inChannel(`${verb}Reply`), inChannel("refusal")],
        },
      },
    ]),
  );
}

function eventOperations(): Json {
  return Object.fromEntries(
    eventNames.map((event) => [
      `on${capital(event)}`,
      {
        action: "send",
        channel: { $ref: channel },
        messages: [inChannel(`${event}Event`)],
      },
    ]),
  );
}

function verbMessages(): Json {
  const reply = { correlationId: { location: "$message.payload#/re" } };
  const request = { correlationId: { location: "$message.payload#/id" } };
  return Object.fromEntries(
    verbNames.flatMap((verb) => [
      [
        `${verb}Request`,
        { title: `${verb}: request`, ...request, payload: requestSchema(verb) },
      ],
      [
        `${verb}Reply`,
        {
          title: `${verb}: reply`,
          ...reply,
          payload: object({
            re: ref("Re"),
            ok: withRefs(verbs[verb].result, named),
          }),
        },
      ],
    ]),
  );
}

function eventMessages(): Json {
  return Object.fromEntries(
    eventNames.map((event) => [
      `${event}Event`,
      { title: `${event}: event`, payload: ref(capital(event)) },
    ]),
  );
}

function refusal(): Json {
  return {
    title: "refusal",
    correlationId: { location: "$message.payload#/re" },
    payload: object({
      re: ref("Re"),
      error: object({
        code: ref("Code"),
        message: {
          type: "string",
          description: "For people: what to do next.",
        },
      }),
    }),
  };
}

function requestSchema(verb: keyof typeof verbs): Json {
  const params = withRefs(verbs[verb].params, named) as {
    properties?: Json;
    required?: string[];
  };
  return {
    ...params,
    required: ["do", ...(params.required ?? [])],
    properties: { id: ref("Id"), do: { const: verb }, ...params.properties },
  };
}

function schemas(): Json {
  const means = Object.entries(codes).map(
    ([code, { means: meaning }]) => `\`${code}\`: ${meaning}`,
  );
  return {
    Id: {
      type: ["number", "string"],
      maxLength: 64,
      description: "Yours to choose; the reply has it as `re`.",
    },
    Re: {
      type: ["number", "string", "null"],
      description:
        "The `id` of the request; null when it had none or could not be read.",
    },
    Code: { enum: Object.keys(codes), description: means.join("\n\n") },
    ...Object.fromEntries(
      eventNames.map((event) => [
        capital(event),
        defined(events[event], named),
      ]),
    ),
  };
}

function object(properties: Json): Json {
  return { type: "object", required: Object.keys(properties), properties };
}

function ref(schema: string): Json {
  return { $ref: `#/components/schemas/${schema}` };
}

function inChannel(message: string): Json {
  return { $ref: `${channel}/messages/${message}` };
}

function mapValues(
  of: Json,
  to: (value: unknown, key: string) => unknown,
): Json {
  return Object.fromEntries(
    Object.entries(of).map(([key, value]) => [key, to(value, key)]),
  );
}
