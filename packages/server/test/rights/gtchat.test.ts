// The lines of the table of rights that an older door has a command for.
import { expect, test } from "vitest";
import { assemble } from "./cast.ts";
import { Gtchat, Player } from "./gtchat.ts";
import { run } from "./run.ts";

test("at the GTChat door everyone may do what the table of rights says, and what is refused changes nothing", async () => {
  const { wrong, asked } = await run(await assemble(["gtchat"]), new Gtchat());
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(300);
}, 120_000);

test("at the GTChat door nobody is told who is in a closed room that he is not in", async () => {
  const { server, people } = await assemble(["gtchat"]);
  const { ann, mia, otto } = people;
  const made = await ann.must("create", { title: "club", access: "closed" });
  const room = String(made["room"]);
  await ann.must("invite", { room, who: mia.id });
  await mia.must("join", { room });
  const outsider = await Player.enter(server.door("gtchat"), otto.name);
  for (const cmd of ["kick", "master"])
    for (const user of ["ann", "mia", "bea", "nobody"]) {
      const asked = { cmd, room_name: "club", user };
      expect(await outsider.ask(asked)).toMatchObject({
        code: "19",
        msg: "User otto has no permission on this operation",
      });
    }
}, 120_000);
