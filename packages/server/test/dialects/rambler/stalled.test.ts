import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { doors, enter } from "../../support/clients.ts";
import { startServer } from "../../support/server.ts";

test("whoever stops reading after a login gets all of it, once, when he reads again", async () => {
  const server = await startServer({ doors: ["rambler"] });
  const socket = connect(server.door("rambler"), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "data");
  socket.write("LOGIN ann\n");
  await once(socket, "data");
  socket.pause();

  const bob = await enter(doors.TCP(server), "bob", "Free Chat");
  const count = 1_000;
  // More than the system's buffers hold, more than a room keeps at hand.
  const long = "😀".repeat(3_990);
  for (let n = 1; n <= count; n++) {
    const text = `${n} ${long}`;
    bob.raw(JSON.stringify({ id: n, do: "say", room: "Free Chat", text }));
  }
  await bob.reply(count);

  let heard = "";
  let lines: string[] = [];
  socket.setEncoding("utf8").on("data", (piece: string) => {
    heard += piece.replaceAll("😀", "");
    lines = heard.split("\n").slice(0, -1);
    if (lines.length >= count) socket.emit("all");
  });
  socket.resume();
  await once(socket, "all");
  socket.write("#nonsense\n");
  await once(socket, "data");
  expect(lines.slice(0, count)).toEqual(
    Array.from(
      { length: count },
      (_, n) => `MESSAGE:[Free Chat] bob: ${n + 1} `,
    ),
  );
  await expect
    .poll(() => lines.slice(count))
    .toEqual(["SERVER:Unknown command"]);
});
