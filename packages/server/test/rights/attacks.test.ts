// Everything that a person may type, tried as an attack: whatever it is, it has its answer, breaks nothing, and changes
// nobody's name or room into what cannot be told apart.
import { codes, verbs, type VerbName } from "@koine/protocol";
import { expect, test } from "vitest";
import { readParams } from "../../src/api/params.ts";
import { httpVerbs } from "../../src/http/http-verbs.ts";
import { enter, post, tcp, type Told } from "../support/clients.ts";
import { startServer } from "../support/server.ts";
import { attacks, few, put, textsOf, type Place } from "./attacks.ts";
import { baseOf, password } from "./base.ts";

const names = Object.keys(verbs) as VerbName[];
/** Each call of them takes as long as a password does. */
const slow: readonly string[] = ["register", "password"];

const places = names.flatMap((verb) =>
  textsOf(verb).map((place) => ({ verb, place })),
);

/** An owner who may do everything, a guest who may not, and someone who goes on as if nothing was. */
async function world() {
  const server = await startServer({ store: "sqlite:" });
  const root = await enter(tcp(server), "root");
  const { room } = await root.must("join", { room: "den" });
  await root.must("register", { name: "root", password });
  await root.must("claim", { token: server.ownerToken });
  const tom = await tcp(server);
  const target = await tom.must("hello", { name: "tom" });
  await tom.must("register", { name: "tom", password });
  await tom.must("join", { room: "den" });
  await enter(tcp(server), "ann", "den");
  const zoe = await enter(tcp(server), "zoe", "kitchen");
  await root.must("say", { room: "den", text: "one" });
  const eve = await tcp(server);
  const { token } = await eve.must("hello", { name: "eve" });
  await eve.must("join", { room: "den" });
  const den = { room, tom: target["id"] };
  return { server, root, eve, zoe, token: String(token), den };
}

const triedAt = (verb: VerbName, place: Place): [string, unknown][] =>
  Object.entries(attacks).filter(
    ([name]) =>
      few.includes(name) || !(slow.includes(verb) || place[0] === "password"),
  );

/** A refusal that anyone may be shown. */
function mustBeAnswer({ error }: Told, what: unknown): void {
  if (error === undefined) return;
  expect([what, Object.keys(codes)]).toEqual([
    what,
    expect.arrayContaining([error.code]),
  ]);
  expect([what, error.code]).not.toEqual([what, "internal"]);
  expect([what, error.message.length < 1_000]).toEqual([what, true]);
}

/** What no name and no title has. */
const UNFIT =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069:,*"[\]]/u;

test("every verb that takes texts is among those that are tried", () => {
  const tried = new Set(places.map(({ verb }) => verb));
  const without = ["ping", "memberships", "people", "directs", "sessions"];
  const missing = names.filter((verb) => !tried.has(verb));
  expect(missing.sort()).toEqual([...without, "away"].sort());
});

test("what is tried stands among parameters that are right", () => {
  for (const verb of names)
    expect(
      readParams(verb, baseOf(verb, { room: "den", tom: "tom" })),
    ).toBeTypeOf("object");
});

test("at the native door every attack has its answer, and nothing else happens", async () => {
  const { server, root, eve, zoe, den } = await world();
  for (const who of [eve, root])
    for (const { verb, place } of places) {
      if (verb === "hello" || (slow.includes(verb) && who === eve)) continue;
      who.told.length = 0;
      const tries = triedAt(verb, place).map(async ([name, attack]) => {
        const params = put(baseOf(verb, den), place, attack) as object;
        mustBeAnswer(await who.ask(verb, params), [verb, place, name]);
      });
      await Promise.all(tries);
    }
  await zoe.must("say", { room: "kitchen", text: "all is well" });
  await zoe.hears("all is well");
  // Whoever came by a name or a title that way has one that is fit to be seen, and nobody is taken for another.
  const { rooms } = await zoe.must("rooms", { limit: 200 });
  for (const { title } of rooms as { title: string }[])
    expect(title).not.toMatch(UNFIT);
  const { members } = await zoe.must("members", { room: den.room, all: true });
  const { people } = await zoe.must("people");
  const all = [...(members as []), ...(people as [])] as { name: string }[];
  for (const { name } of all) expect(name).not.toMatch(UNFIT);
  for (const name of ["\u0430nn", "\uff41\uff4e\uff4e", "ANN", "a\u0301nn"]) {
    const code = await eve.codeOf("rename", { name });
    if (name !== "a\u0301nn")
      expect([name, code]).toEqual([name, "name_taken"]);
  }
  expect(server.complaints).toEqual([]);
}, 120_000);

test("over HTTP every attack has its answer, and nothing else happens", async () => {
  const { server, zoe, token, den } = await world();
  for (const { verb, place } of places) {
    if (!httpVerbs.includes(verb)) continue;
    const tries = triedAt(verb, place).map(async ([name, attack]) => {
      const params = put(baseOf(verb, den), place, attack);
      const { status, body } = await post(server, verb, params, token);
      mustBeAnswer(body, [verb, place, name, status]);
      expect([verb, name, status < 500]).toEqual([verb, name, true]);
    });
    await Promise.all(tries);
  }
  await zoe.must("say", { room: "kitchen", text: "all is well" });
  expect(server.complaints).toEqual([]);
}, 120_000);

test("a text of 1 MB is too large for every verb, over HTTP and as a line", async () => {
  const { server, eve, zoe, token, den } = await world();
  const large = "x".repeat(2 ** 20);
  for (const { verb, place } of places) {
    const params = put(baseOf(verb, den), place, large);
    if (httpVerbs.includes(verb)) {
      const { status, body } = await post(server, verb, params, token);
      expect([verb, status, body.error?.code]).toEqual([
        verb,
        413,
        "too_large",
      ]);
    }
  }
  eve.told.length = 0;
  eve.raw(JSON.stringify({ id: 1, do: "say", room: den.room, text: large }));
  await eve.must("ping");
  expect(eve.told.map(({ error }) => error?.code)).toEqual([
    "too_large",
    undefined,
  ]);
  await zoe.must("ping");
});

/** 80 of them. */
const emoji = Array.from({ length: 80 }, (_, n) =>
  String.fromCodePoint(0x1f600 + n),
);

test("a million reactions are few: 50 kinds of a message, each once, and no more than may be said", async () => {
  const server = await startServer();
  const ann = await enter(tcp(server), "ann", "den");
  const eve = await enter(tcp(server), "eve", "den");
  const { seq } = await ann.must("say", { room: "den", text: "one" });
  const react = (reaction: string) =>
    eve.codeOf("react", { room: "den", seq, reaction });
  const kinds = await Promise.all(emoji.map(react));
  expect(kinds.filter((code) => code === undefined)).toHaveLength(50);
  expect(new Set(kinds.slice(50))).toEqual(new Set(["too_many"]));
  // Given again, it is as it was.
  const again = await Promise.all(
    Array.from({ length: 300 }, () => react(emoji[0] ?? "")),
  );
  expect(new Set(again)).toEqual(new Set([undefined]));
  const told = await ann.must("history", { room: "den", limit: 200 });
  const entries = told["entries"] as { ev: string; reactions?: unknown[] }[];
  expect(entries.map(({ ev }) => ev)).toEqual([
    "said",
    ...Array.from({ length: 50 }, () => "reacted"),
  ]);
  expect(entries[0]?.reactions).toHaveLength(50);
});

test("reactions given and taken back count as something said", async () => {
  const burst = 40;
  const says = { perSecond: 1e-6, burst };
  const server = await startServer({ limits: { says } });
  const ann = await enter(tcp(server), "ann", "den");
  const eve = await enter(tcp(server), "eve", "den");
  const { seq } = await ann.must("say", { room: "den", text: "one" });
  const given = await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      eve.codeOf("react", {
        room: "den",
        seq,
        reaction: "👍",
        on: n % 2 === 0,
      }),
    ),
  );
  expect(given.filter((code) => code === undefined)).toHaveLength(burst);
  expect(new Set(given.slice(burst))).toEqual(new Set(["rate_limited"]));
});
