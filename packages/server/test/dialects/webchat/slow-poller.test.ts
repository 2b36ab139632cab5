// A polling client that stays away for a while: it is owed a bounded amount, and misses nothing.
import { onTestFinished, expect, test, vi } from "vitest";
import { startServer, type TestServer } from "../../support/server.ts";
import { Held } from "../../../src/wires/socket-io/held.ts";
import { decodePayload } from "../../../src/wires/socket-io/payload-09.ts";
import { world } from "./raw-09.ts";

const LINES = 600;
const text = "x".repeat(4_000 - 5);
/** What one holds, and a page of the log in frames. */
const MOST = 64 * 1024 + 256 * 4_200;

interface Poller {
  post(name: string, body: object): Promise<unknown>;
  /** The messages that one poll brings. */
  poll(): Promise<readonly { text: string }[]>;
}

async function poller09(server: TestServer): Promise<Poller> {
  const url = `http://${server.http}/socket.io/1/`;
  const [id] = (await (await fetch(url)).text()).split(":");
  const session = `${url}xhr-polling/${id}`;
  return {
    post: (name, body) =>
      fetch(session, {
        method: "POST",
        body: `5:::${JSON.stringify({ name, args: [body] })}`,
      }),
    async poll() {
      const packets = decodePayload(await (await fetch(session)).text()) ?? [];
      return packets
        .filter((packet) => packet.startsWith("5:::"))
        .flatMap(
          (packet) =>
            (JSON.parse(packet.slice(4)) as { args: { text: string }[] }).args,
        );
    },
  };
}

async function poller4(server: TestServer): Promise<Poller> {
  const url = `http://${server.http}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(url)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const session = `${url}&sid=${sid}`;
  const post = (body: string) => fetch(session, { method: "POST", body });
  await post("40");
  return {
    post: (name, body) => post(`42${JSON.stringify([name, body])}`),
    async poll() {
      const packets = (await (await fetch(session)).text()).split("\x1e");
      return packets
        .filter((packet) => packet.startsWith("42"))
        .map(
          (packet) =>
            (JSON.parse(packet.slice(2)) as [string, { text: string }])[1],
        );
    },
  };
}

test.each([
  ["0.9", poller09],
  ["4", poller4],
])(
  "a poller of %s that stays away hears it all when it comes back",
  { timeout: 60_000 },
  async (_, open) => {
    let most = 0;
    const add = Held.prototype.add;
    const spy = vi.spyOn(Held.prototype, "add");
    spy.mockImplementation(function (this: Held, frames, taken) {
      add.call(this, frames, taken);
      most = Math.max(most, this.beyond);
    });
    onTestFinished(() => spy.mockRestore());
    const server = await startServer();
    const { native } = await world(server);
    const ann = await open(server);
    await ann.poll();
    await ann.post("connected", { username: "ann", password: "" });
    await native.until(() => native.told.some(({ ev }) => ev === "joined"));
    const say = (n: number) =>
      native.must("say", {
        room: "Free Chat",
        text: `${String(n).padStart(4, "0")} ${text}`,
      });
    const all = Array.from({ length: LINES }, (_value, n) => n);
    while (all.length > 0) await Promise.all(all.splice(0, 100).map(say));
    expect(most).toBeGreaterThan(0);
    const heard: number[] = [];
    while (heard.length < LINES)
      for (const message of await ann.poll())
        heard.push(Number(message.text.slice(0, 4)));
    expect(heard).toEqual(Array.from({ length: LINES }, (_value, n) => n));
    expect(most).toBeLessThan(MOST);
  },
);
