// A token for a program is good for the verbs of its scopes, at every door that takes it, whoever has made it.
import { verbs, type VerbName } from "@koine/protocol";
import { expect, test } from "vitest";
import { httpVerbs } from "../../src/http/http-verbs.ts";
import { enter, post, tcp } from "../support/clients.ts";
import { startServer } from "../support/server.ts";
import { baseOf, password } from "./base.ts";

const scopes = ["read", "write", "moderate", "account"] as const;
/** Needed before there is a token, or without one. */
const first: readonly string[] = ["hello", "redeem"];

test("no verb is called with a token that is good for everything but its scope", async () => {
  const server = await startServer();
  const root = await enter(tcp(server), "root", "den");
  await root.must("register", { name: "root", password });
  await root.must("claim", { token: server.ownerToken });
  const tom = await enter(tcp(server), "tom", "den");
  const { members } = await tom.must("members", { room: "den" });
  const all = members as { name: string; id: string }[];
  const { id } = all.find(({ name }) => name === "tom") ?? {};
  for (const scope of scopes) {
    const others = scopes.filter((one) => one !== scope);
    const label = `all but ${scope}`;
    const made = await root.must("token", { label, scopes: others });
    const token = String(made["token"]);
    const bot = await tcp(server);
    await bot.must("hello", { token });
    for (const [name, verb] of Object.entries(verbs)) {
      if (verb.scope !== scope || first.includes(name)) continue;
      const params = baseOf(name as VerbName, { room: "den", tom: id });
      expect([name, await bot.codeOf(name, params)]).toEqual([
        name,
        "not_allowed",
      ]);
      if (!httpVerbs.includes(name as VerbName)) continue;
      const { body } = await post(server, name, params, token);
      expect([name, body.error?.code]).toEqual([name, "not_allowed"]);
    }
  }
});
