// One page in a real browser that speaks at every WebSocket door at once, each in its own form.
import { expect, test } from "vitest";
import { launch } from "../support/browser.ts";
import { serverWithAllDoors } from "./speakers/all-doors.ts";

/** Runs in the page: opens a socket a door, enters, says one line at each, and gives what each was told. */
const script = `async (ports) => {
  const told = {};
  const open = (name, url, protocol) => new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocol ? [protocol] : []);
    told[name] = [];
    socket.onmessage = ({ data }) => told[name].push(data);
    socket.onopen = () => resolve(socket);
    socket.onerror = () => reject(new Error(name + " was refused"));
  });
  const until = async (name, text) => {
    while (!told[name].some((frame) => frame.includes(text)))
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const main = "ws://" + location.host;
  const at = (port) => "ws://127.0.0.1:" + port;
  const native = await open("native", main + "/ws", "koine.1");
  native.send('{"id":1,"do":"hello","name":"nat"}');
  native.send('{"id":2,"do":"join","room":"Free Chat"}');
  await until("native", '"re":2');
  const rambler = await open("rambler", main + "/chat");
  await until("rambler", "You are connected");
  const gtchat = await open("gtchat", at(ports.gtchat));
  gtchat.send('{"cmd":"login","type":"tmp","usr":"gina","tracker":"1"}');
  await until("gtchat", "gina:Lobby");
  const json = await open("chattypantz", main + "/v1.0/chat");
  json.send('{"roomName":"","reqtype":101,"content":"chad"}');
  json.send('{"roomName":"Free Chat","reqtype":104,"content":"Free Chat"}');
  await until("chattypantz", "chad has joined");
  const text = await open("text", at(ports.chattypantz) + "/Free%20Chat/tess");
  await until("chattypantz", "tess has joined");
  const http = "http://127.0.0.1:" + ports.webchat + "/socket.io/1/?t=1";
  const [sid] = (await (await fetch(http)).text()).split(":");
  const web09 = await open("webchat 0.9", at(ports.webchat) + "/socket.io/1/websocket/" + sid);
  web09.send('5:1+::{"name":"connected","args":[{"username":"wendy","password":""}]}');
  await until("webchat 0.9", "6:::1");
  const web4 = await open("webchat 4", at(ports.webchat) + "/socket.io/?EIO=4&transport=websocket");
  web4.send("40");
  await until("webchat 4", "40{");
  web4.send('421["connected",{"username":"walt","password":""}]');
  await until("webchat 4", "431[]");
  native.send('{"id":3,"do":"say","room":"Free Chat","text":"from native"}');
  rambler.send("from rambler");
  gtchat.send('{"cmd":"speak","room_name":"Lobby","msg":"from gtchat","meta":"."}');
  json.send('{"roomName":"Free Chat","reqtype":108,"content":"from chattypantz"}');
  text.send("from text");
  web09.send('5:::{"name":"message","args":[{"message":"from webchat 0.9"}]}');
  web4.send('42["message",{"message":"from webchat 4"}]');
  for (const name of Object.keys(told))
    for (const from of Object.keys(told)) await until(name === "text" && from === "text" ? "native" : name, "from " + from);
  return told;
}`;

test(
  "a page speaks at every WebSocket door, and hears every line at each",
  { timeout: 60_000 },
  async () => {
    const server = await serverWithAllDoors();
    const ports = Object.fromEntries(
      (["gtchat", "chattypantz", "webchat"] as const).map((name) => [
        name,
        server.door(name),
      ]),
    );
    const browser = await launch();
    try {
      // The page's own policy lets it connect to its own host only; this one stands for pages of other hosts, too.
      const context = await browser.newContext({ bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`http://${server.http}/healthz`);
      const told = await page.evaluate<Record<string, string[]>>(
        `(${script})(${JSON.stringify(ports)})`,
      );
      const lines = (name: string) =>
        told[name]?.filter((frame) => frame.includes("from ")).length;
      const doors = Object.keys(told);
      expect(doors.length).toBe(7);
      // Each line once; the text form is not told its own.
      for (const name of doors)
        expect([name, lines(name)]).toEqual([name, name === "text" ? 6 : 7]);
      expect(told["rambler"]).toContain(
        "MESSAGE:[Free Chat] walt: from webchat 4",
      );
      expect(told["text"]).toContain("gina: from gtchat");
    } finally {
      await browser.close();
    }
  },
);
