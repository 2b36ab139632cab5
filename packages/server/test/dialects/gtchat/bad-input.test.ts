import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { connect, guest, inShort, play } from "./play.ts";

test("a frame that is no request is answered, and the third in a row ends the connection", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  await play(
    server,
    `
    ann > hello
    ann < error 41  invalid request
    ann > ["cmd"]
    ann < error 41  invalid request
    ann > {"cmd":"register","usr":"ann","pwd":"password"}
    ann < ok register user 'ann' is registerd
    ann > {"usr":"ann"}
    ann < error 41  invalid request
    ann > {"cmd":""}
    ann < error 41  invalid request
    ann > {"cmd":"register","usr":"ann","pwd":"password"
    ann < disconnect: invalid request
    ann < end
    `,
  );
});

test("whoever is not logged in, or does not say who he is, is answered with an error and stays", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await connect(server);
  for (const cmd of ["join_room", "speak", "logout", "get_room_list"])
    expect(await ann.ask({ cmd, room_name: "Lobby", usr: "ann" })).toBe(
      `error 41 ${cmd} unknown user 'ann'`,
    );
  for (const cmd of ["register", "login", "update_pwd", "register"])
    expect(await ann.ask({ cmd, type: "tmp", pwd: "password" })).toBe(
      `error 3 ${cmd} non-exist request parameter: usr`,
    );
});

test("someone else notices nothing of it", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  const bob = await connect(server);
  for (const frame of ["{", "null", "3", '"x"', '{"cmd":5}']) bob.send(frame);
  while ((await bob.next()) !== "end");
  await ann.isQuiet();
});

test("a flood ends the connection", async () => {
  const server = await startServer({
    doors: ["gtchat"],
    limits: { says: { perSecond: 0.001, burst: 5 } },
  });
  const ann = await guest(server, "ann");
  for (let n = 0; n < 20; n++)
    ann.send({ cmd: "speak", room_name: "Lobby", msg: `${n}` });
  const told: string[] = [];
  for (let frame = ""; frame !== "end"; told.push(inShort(frame)))
    frame = await ann.next();
  expect(told.slice(0, 5)).toEqual(
    ["0", "1", "2", "3", "4"].map((text) => `ok speak ${text}`),
  );
  expect(told.slice(5, -2)).toEqual(
    Array(2).fill(expect.stringMatching(/^error 41 speak You are talking/)),
  );
  expect(told.slice(-2)).toEqual(["disconnect: invalid request", "end"]);
});

test("binary frames are ignored", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  for (let n = 0; n < 5; n++)
    ann.ws.send(Buffer.from('{"cmd":"logout"}'), { binary: true });
  await ann.isQuiet();
});

test("any path will do, and the page's way of writing JSON is read", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const players = new Map([
    ["ann", await connect(server, "/any/path?x=1")],
    ["bob", await guest(server, "bob")],
  ]);
  const ann = players.get("ann");
  ann?.send('{"cmd":"login","type":"tmp","usr":"ann","tracker":"1"}');
  await ann?.settle();
  await players.get("bob")?.settle();
  ann?.send(
    '{"cmd":"speak","room_name":"Lobby","msg":"C:\\x\nsecond","meta":"."}',
  );
  await play(
    server,
    `
    ann < ok speak C:\\\\x\\nsecond
    bob < speak Lobby ann: C:\\\\x\\nsecond
    `.replaceAll("\\\\", "\\"),
    players,
  );
});

test("trackers come back as text, and those that are too long for others stay behind", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  const bob = await guest(server, "bob");
  await ann.settle();
  const long = "t".repeat(300);
  for (const [tracker, back, others] of [
    ["t1", " [t1]", " [t1]"],
    [5, " [5]", " [5]"],
    [1.5, " [1.5]", " [1.5]"],
    [true, " [True]", " [True]"],
    [0, "", ""],
    ["", "", ""],
    [null, "", ""],
    [false, "", ""],
    [{ a: 1 }, ' [{"a":1}]', " [{&quot;a&quot;:1}]"],
    ["<b>", " [<b>]", " [&lt;b&gt;]"],
    [long, ` [${long}]`, ""],
  ] as const) {
    ann.send({ cmd: "speak", room_name: "Lobby", msg: "hi", tracker });
    await ann.hears(`ok speak hi${back}`);
    await bob.hears(`speak Lobby ann: hi${others}`);
  }
});

test("answers keep the order of the requests, sent without waiting", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await connect(server);
  ann.send({ cmd: "login", type: "tmp", usr: "ann", tracker: "0" });
  for (let n = 1; n <= 100; n++)
    ann.send(
      n % 10 === 0
        ? { cmd: "get_user_list", tracker: n }
        : {
            cmd: "speak",
            room_name: n % 7 ? "Lobby" : "no",
            msg: "x",
            tracker: n,
          },
    );
  await ann.settle();
  const trackers = ann.frames
    .map((frame) => JSON.parse(frame) as { cmd: string; tracker: string })
    .filter(({ cmd, tracker }) => cmd === "c_response" && tracker !== "0")
    .map(({ tracker }) => Number(tracker));
  expect(trackers).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
});

test("of what was sent no more is repeated than a name could be", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await guest(server, "ann");
  const room_name = "ﷺ".repeat(10_000);
  const told = await ann.ask({ cmd: "speak", room_name, msg: "hi" });
  expect(told).toBe(`error 8 speak Room '${"ﷺ".repeat(128)}' does not exist`);
});
