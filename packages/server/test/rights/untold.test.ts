// What goes on in a private room is told at no door to anyone who is not in it, and stands in no list.
import { verbs, type VerbName } from "@koine/protocol";
import { expect, test } from "vitest";
import { serverWithAllDoors } from "../dialects/speakers/all-doors.ts";
import { voices } from "../dialects/speakers/list.ts";
import { enter as enterAt } from "../dialects/speakers/speaker.ts";
import { enter, post, tcp } from "../support/clients.ts";

const title = "Oubliette";
const secrets = [title, "hushhush", "topsecret", "underground", "zedzed"];

/** Lists, and whatever else is asked without naming a room. */
const lists: [VerbName, object][] = [
  ["rooms", {}],
  ["people", {}],
  ["memberships", {}],
  ["directs", {}],
  ["audit", {}],
  ["sanctions", {}],
  ["person", { who: "cat" }],
  ["rules", {}],
  ["sessions", {}],
];

test("nobody outside is told of a private room, what is said in it, or what is done there", async () => {
  const server = await serverWithAllDoors();
  const root = await enter(tcp(server), "root", "Free Chat");
  await root.must("register", { name: "root", password: "battery-staple" });
  await root.must("claim", { token: server.ownerToken });
  const outsiders = [];
  for (const [at, voice] of voices.entries())
    outsiders.push(await enterAt(voice, server, `out${at}`));
  const ann = await enter(tcp(server), "ann", "Free Chat");
  const cat = await enter(tcp(server), "cat", "Free Chat");
  const dan = await enter(tcp(server), "dan", "Free Chat");

  const about = { topic: "topsecret", description: "underground" };
  const made = await ann.must("create", { title, access: "private", ...about });
  const room = String(made["room"]);
  for (const who of ["cat", "dan"]) await ann.must("invite", { room, who });
  for (const one of [cat, dan]) await one.must("join", { room });
  await ann.must("nick", { room, nick: "zedzed" });
  const { seq } = await ann.must("say", { room, text: "hushhush @room" });
  await ann.must("edit", { room, seq, text: "hushhush!" });
  await cat.must("react", { room, seq, reaction: "👍" });
  await cat.must("typing", { room });
  await ann.must("role", { room, who: "cat", role: "moderator" });
  await ann.must("change", { room, topic: "topsecret 2", most: 9 });
  await ann.must("change", { room, title: `${title} 2` });
  await ann.must("change", { room, access: "private" });
  await ann.must("change", { room, archived: true });
  await ann.must("change", { room, archived: false });
  await cat.must("mute", { room, who: "dan", reason: "hushhush" });
  await cat.must("kick", { room, who: "dan", reason: "hushhush" });
  await cat.must("ban", { room, who: "dan", reason: "hushhush" });
  await ann.must("master", { room, who: "cat" });
  await ann.must("delete", { room, seq });
  await cat.must("leave", { room });
  await ann.must("away", { away: true });

  const asked: string[] = [];
  for (const [verb, params] of lists) {
    asked.push(JSON.stringify(await root.must(verb, params)));
    const hello = await post(server, "hello", { name: `bot ${verb}` });
    const token = String(hello.body["token"]);
    const { body } = await post(server, verb, params, token);
    asked.push(JSON.stringify(body));
  }
  const [gtchat] = outsiders.filter(({ voice }) => voice.door === "gtchat");
  gtchat?.carrier.send(JSON.stringify({ cmd: "get_room_list" }));

  await ann.must("say", { room: "Free Chat", text: "that is all" });
  for (const one of outsiders) await one.hears("that is all");
  await root.hears("that is all");
  const told = [
    ...outsiders.map(({ carrier }) => carrier.told.join("\n")),
    JSON.stringify(root.told),
    ...asked,
  ];
  for (const secret of [...secrets, room])
    expect(told.filter((text) => text.includes(secret))).toEqual([]);
  // Those inside were told.
  for (const secret of ["hushhush", "topsecret", "zedzed", title])
    expect(JSON.stringify(cat.told)).toContain(secret);
});

test("over every door that takes verbs, a private room is answered as one that there is not", async () => {
  const server = await serverWithAllDoors();
  const ann = await enter(tcp(server), "ann");
  const made = await ann.must("create", { title, access: "private" });
  const bob = await tcp(server);
  const token = String((await bob.must("hello", { name: "bob" }))["token"]);
  // All that any verb wants: what one does not know it ignores.
  const rest = {
    seq: 1,
    text: "hi",
    reaction: "👍",
    who: "ann",
    make: "never",
  };
  const more = { role: "moderator", inviter: "ann", answer: "yes", topic: "x" };
  const pairs = [
    [String(made["room"]), "~nowhere000"],
    [title, "Nowhere"],
  ] as const;
  for (const [name, { params }] of Object.entries(verbs)) {
    if (!("room" in params.properties)) continue;
    for (const [hidden, none] of pairs) {
      const ask = async (room: string) => {
        const all = { ...rest, ...more, room };
        const here = (await bob.ask(name, all)).error;
        const there = await post(server, name, all, token);
        return JSON.stringify([here, there]).replaceAll(room, "…");
      };
      const answer = await ask(none);
      expect(answer).toContain("no_such_room");
      expect([name, await ask(hidden)]).toEqual([name, answer]);
    }
  }
});
