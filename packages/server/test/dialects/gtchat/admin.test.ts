import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fold } from "../../../src/core/people/names.ts";
import { Tally } from "../../../src/core/tally.ts";
import { openStore } from "../../../src/stores/registry.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { account, answers, connect, guest } from "./play.ts";

/** A server whose account "root" is an admin. */
async function withAdmin(): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), "koine-gtchat-"));
  const options = { doors: ["gtchat"], store: "sqlite:", data } as const;
  const server = await startServer(options);
  await account(server, "root");
  await server.close();
  const observer = new Tally();
  const parts = { data, durability: "normal", observer } as const;
  {
    await using store = await openStore("sqlite:", parts);
    const root = await store.identities.accountByFolded(fold("root"));
    await store.identities.setRole(root?.id ?? "", "admin");
  }
  return startServer(options);
}

test(
  "an admin rules every room, tells everyone, and sees tables without passwords",
  { timeout: 20_000 },
  async () => {
    const server = await withAdmin();
    const root = await connect(server);
    root.send({
      cmd: "login",
      type: "reg",
      usr: "root",
      pwd: "password",
      tracker: "l",
    });
    await root.settle();
    const ann = await account(server, "ann");
    const bob = await guest(server, "bob");
    ann.send({ cmd: "create_room", room_name: "nerd" });
    await ann.settle();
    bob.send({ cmd: "join_room", room_name: "nerd" });
    await bob.settle();
    await root.settle();
    const table = (name: string): object => ({
      cmd: "admin_show_table",
      table: name,
    });
    await answers(root, [
      [table("T_none"), "error 11 admin_show_table unknown table: T_none"],
      [table("T_users"), "ok admin_show_table root,ann"],
      [table("T_users_active"), "ok admin_show_table root,ann,bob"],
      [
        table("T_users_src"),
        "ok admin_show_table root 127.0.0.1,ann 127.0.0.1,bob 127.0.0.1",
      ],
      [table("T_rooms"), "ok admin_show_table Lobby,nerd"],
      [
        { cmd: "kick", room_name: "nerd", user: "ann" },
        "error 18 kick Room master cannot be kicked.",
      ],
      [
        { cmd: "kick", room_name: "nerd", user: "bob" },
        "ok kick bob:root:nerd",
      ],
    ]);
    await root.hears("event join_room bob");
    expect(await root.ask({ cmd: "broadcast", msg: "tea" })).toBe(
      "broadcast root: tea",
    );
    await root.hears("ok broadcast message is broadcasted");
    expect(root.frames.join()).not.toMatch(/argon2|password/);
  },
);
