// The largest answers there are, through the native door: each is bounded, and a client gets at the rest.
import { expect, test } from "vitest";
import { doors, enter, type Client, type Told } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

/** No answer of one page is larger; the largest is a page of the longest texts. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Asked for at once. */
const TOGETHER = 100;

const PASSWORD = "secret";

type Params = Readonly<Record<string, unknown>>;

async function together<T>(
  count: number,
  run: (n: number) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < count; from += TOGETHER) {
    const length = Math.min(TOGETHER, count - from);
    const some = Array.from({ length }, (_, n) => run(from + n));
    all.push(...(await Promise.all(some)));
  }
  return all;
}

/** Page after page, until there is no `next`; `place` is the parameter that takes it. */
async function pages(
  client: Client,
  verb: string,
  params: Params,
  list: string,
  from = "after",
): Promise<{ found: readonly Told[]; pages: number }> {
  const found: Told[] = [];
  let after: unknown;
  for (let count = 1; ; count++) {
    const place = after === undefined ? {} : { [from]: after };
    const page = await client.must(verb, { ...params, ...place });
    expect(JSON.stringify(page).length).toBeLessThan(MOST_BYTES);
    found.push(...(page[list] as Told[]));
    after = page["next"];
    if (after === undefined) return { found, pages: count };
  }
}

async function owner() {
  const server = await startServer();
  const guest = await enter(doors.WebSocket(server), "ann");
  await guest.must("register", { name: "ann", password: PASSWORD });
  await guest.must("claim", { token: server.ownerToken });
  return { server, ann: guest };
}

test("all texts of a message that was corrected as often as can be", async () => {
  const { ann } = await owner();
  await ann.must("join", { room: "den" });
  // The longest as they are sent, as many as are in one page.
  const text = (n: number) =>
    `${n} ${n <= 200 ? "\u0001".repeat(3_990) : "short"}`;
  await ann.must("say", { room: "den", text: text(0) });
  const edit = (n: number) => ({ room: "den", seq: 1, text: text(n + 1) });
  await together(1_000, (n) => ann.must("edit", edit(n)));
  expect(await ann.codeOf("edit", edit(1_000))).toBe("too_many");
  const message = { room: "den", seq: 1 };
  const texts = await pages(
    ann,
    "versions",
    { ...message, limit: 200 },
    "versions",
  );
  expect(texts.pages).toBe(6);
  expect(texts.found.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 1_001 }, (_, n) => n + 1),
  );
  expect(await ann.codeOf("versions", { ...message, limit: 201 })).toBe(
    "bad_request",
  );
});

test("everyone in a big room, and everyone who reacted there", async () => {
  const { server, ann } = await owner();
  await ann.must("join", { room: "den" });
  await ann.must("say", { room: "den", text: "hi" });
  const crowd = await together(250, async (n) => {
    const one = await enter(doors.WebSocket(server), `guest ${n}`);
    await one.must("join", { room: "den" });
    const reaction = n % 2 === 0 ? "👍" : "🎉";
    await one.must("react", { room: "den", seq: 1, reaction });
    return one;
  });
  const who = { room: "den" };
  for (const all of [true, false]) {
    const members = await pages(
      ann,
      "members",
      { ...who, all, limit: 100 },
      "members",
    );
    expect(members.pages).toBe(3);
    expect(new Set(members.found.map(({ id }) => id)).size).toBe(251);
  }
  const given = await pages(
    ann,
    "reactions",
    { ...who, seq: 1, limit: 100 },
    "reactions",
  );
  expect(given.pages).toBe(3);
  expect(new Set(given.found.map(({ id }) => id)).size).toBe(250);
  for (const one of crowd) one.destroy();
});

test("all bans and mutes, and who set and lifted them", async () => {
  const { ann } = await owner();
  await ann.must("join", { room: "den" });
  const addresses = Array.from(
    { length: 350 },
    (_, n) => `198.51.100.${n}`,
  ).map((address, n) => (n < 256 ? address : `203.0.113.${n - 256}`));
  await together(addresses.length, (n) =>
    ann.must("ban", { address: addresses[n], reason: "x".repeat(200) }),
  );
  const { found, pages: count } = await pages(
    ann,
    "sanctions",
    {},
    "sanctions",
  );
  expect(count).toBe(4);
  expect(new Set(found.map(({ sanction }) => sanction)).size).toBe(
    addresses.length,
  );
  const most = { limit: 200 };
  const audit = await pages(ann, "audit", most, "records", "before");
  const acts = audit.found.filter(({ act }) => act === "ban");
  expect(acts).toHaveLength(350);
  expect(new Set(acts.map(({ note }) => note)).size).toBe(acts.length);
});

test("where someone is signed in: what is not kept any more is not told of, and the rest is in one answer", async () => {
  const { server, ann } = await owner();
  const hello = { name: "ann", password: PASSWORD };
  await together(60, async () => {
    const one = await doors.WebSocket(server);
    await one.must("hello", hello);
    one.destroy();
  });
  for (let n = 0; n < 60; n++)
    await ann.must("token", { label: "x".repeat(60), scopes: ["read"] });
  const answer = await ann.must("sessions");
  const sessions = answer["sessions"] as Told[];
  expect(JSON.stringify(answer).length).toBeLessThan(100_000);
  expect(sessions.length).toBeGreaterThanOrEqual(50);
  expect(sessions.length).toBeLessThanOrEqual(52 + 200);
  // Whoever has more than can be told ends them all with another password.
  const password = "another";
  await ann.must("password", { old: PASSWORD, password });
  const left = (await ann.must("sessions"))["sessions"] as Told[];
  expect(left).toHaveLength(1);
  expect(left[0]).toMatchObject({ current: true });
});
