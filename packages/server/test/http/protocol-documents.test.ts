import { codes, events, verbs } from "@koine/protocol";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { asyncApi } from "../../../../tools/docs/asyncapi.ts";
import { firstConversation } from "../../../../tools/docs/conversation.ts";
import { protocolPage } from "../../../../tools/docs/protocol-page.ts";
import { at, keysAt, refsOf } from "./document.ts";

const document: unknown = JSON.parse(JSON.stringify(asyncApi()));
const verbNames = Object.keys(verbs);
const eventNames = Object.keys(events);

test("the AsyncAPI document has what version 3.0 wants", () => {
  expect(document).toMatchObject({
    asyncapi: "3.0.0",
    info: { title: expect.any(String), version: expect.any(String) },
    servers: { main: { host: expect.any(String), protocol: "ws" } },
    channels: { koine: { address: "/ws" } },
  });
});

test("every reference of it leads somewhere", () => {
  const refs = new Set(refsOf(document));
  expect(refs.size).toBeGreaterThan(30);
  for (const ref of refs) expect(at(document, ref), ref).toBeDefined();
});

test("every verb is received and replied to, every event sent", () => {
  const channel = "#/channels/koine";
  const messages = (...names: string[]) =>
    names.map((name) => ({ $ref: `${channel}/messages/${name}` }));
  for (const verb of verbNames) {
    expect(at(document, `#/operations/${verb}`)).toMatchObject({
      action: "receive",
      channel: { $ref: channel },
      messages: messages(`${verb}Request`),
      reply: { messages: messages(`${verb}Reply`, "refusal") },
    });
  }
  const sent = keysAt(document, "#/operations").filter((name) =>
    name.startsWith("on"),
  );
  expect(sent.map((name) => name.slice(2).toLowerCase())).toEqual(eventNames);
  for (const name of keysAt(document, "#/components/messages"))
    expect(at(document, `#/components/messages/${name}/payload`)).toBeDefined();
});

test("every message's correlation is a field of it", () => {
  for (const name of keysAt(document, "#/components/messages")) {
    const message = `#/components/messages/${name}`;
    const location = at(document, `${message}/correlationId/location`);
    if (location === undefined) {
      expect(name).toMatch(/Event$/);
      continue;
    }
    const fields = keysAt(document, `${message}/payload/properties`);
    expect(fields.map((field) => `$message.payload#/${field}`)).toContain(
      location,
    );
  }
});

test("a request's own fields do not hide a parameter", () => {
  for (const { params } of Object.values(verbs)) {
    expect(Object.keys(params.properties)).not.toContain("id");
    expect(Object.keys(params.properties)).not.toContain("do");
  }
});

test("the first conversation on the page is true to the schemas", () => {
  const asked = new Map<unknown, keyof typeof verbs>();
  for (const { from, frame } of firstConversation) {
    if (from === "client") {
      const verb = String(frame["do"]);
      expect(verbNames).toContain(verb);
      asked.set(frame["id"], verb as keyof typeof verbs);
      expectFits(verbs[verb as keyof typeof verbs].params, frame);
    } else if (frame["ev"] !== undefined) {
      expect(eventNames).toContain(frame["ev"]);
      expectFits(events[frame["ev"] as keyof typeof events], frame);
    } else if (frame["ok"] !== undefined) {
      const verb = asked.get(frame["re"]);
      expect(verb, `reply ${String(frame["re"])}`).toBeDefined();
      if (verb !== undefined) expectFits(verbs[verb].result, frame["ok"]);
    } else {
      const { code } = frame["error"] as { code: string };
      expect(Object.keys(codes)).toContain(code);
    }
  }
});

test("the page has every verb, event and code, and its links lead to headings", () => {
  const page = protocolPage();
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, text]) => text);
  for (const name of [...verbNames, ...eventNames])
    expect(headings).toContain(name);
  for (const code of Object.keys(codes))
    expect(page).toContain(`| \`${code}\` |`);
  const anchors = new Set<string>();
  for (const heading of headings) {
    const anchor = String(heading)
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-");
    anchors.add(anchors.has(anchor) ? `${anchor}-1` : anchor);
  }
  for (const [, link] of page.matchAll(/\]\(#([^)]+)\)/g))
    expect(anchors).toContain(link);
  expect(page).not.toMatch(/undefined|NaN|Infinity|\[object/);
});

test("every field on the page has a meaning, but `ev`, whose value says it", () => {
  const bare = [
    ...protocolPage().matchAll(/^\| `([^`]+)` \| ([^|]*) \| +\|$/gm),
  ];
  expect(
    bare.map(([, field]) => field).filter((field) => field !== "ev"),
  ).toEqual([]);
});

function expectFits(schema: object, value: unknown): void {
  const check = Compile(schema);
  expect([...check.Errors(value)], JSON.stringify(value)).toEqual([]);
}
