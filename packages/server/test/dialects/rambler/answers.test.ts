// Every text of the server, to whom it is told, and when.
import { describe, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { arrive, enter, wires, type Client } from "./client.ts";

const rooms = ["Python Developers", "JavaScript Developers"];
const blank = "SERVER:The text is blank. Say something.";

const toAnonymous = {
  "#nonsense": "Unknown command",
  "#": "Unknown command",
  "# login": "Unknown command",
  "#LOGIN": "Wrong command usage",
  "#login bob": "Wrong command usage",
  "#login nobody secret": "No such user",
  "#login cat wrong": "Password incorrect",
  "#login  cat   secret  and more": 'You are logged in as "cat"',
  '#login "cat" secret': 'You are logged in as "cat"',
  "#logout": "You are logged out",
  "#register bob": "Wrong command usage",
  "#register bob secret": 'User "bob" successfully created. Try to login.',
  "#register cat secret": "Such user already exists",
  "#register CAT secret": "Such user already exists",
  "#register dan abc": "A password has 4 to 256 characters. Choose another.",
  "#join": "Wrong command usage",
  "#join room": "Wrong command usage",
  "#join rooms Free Chat": "Unknown join",
  "#join room Free Chat": 'You are already connected to room "Free Chat"',
  "#JOIN Room 'free chat' bob": 'You are already connected to room "Free Chat"',
  "#join room python developers":
    'You cant connect to room "Python Developers"',
  "#join room kitchen": "Cannot join. Unknown room",
  "#left": "Wrong command usage",
  "#left room": "Wrong command usage",
  "#left rooms": "What must I left?",
  "#left room Free Chat": 'You are disconnected from room: "Free Chat"',
  '#left room "free chat" bob': 'You are disconnected from room: "Free Chat"',
  "#left room The  Kitchen": 'You were not joined to room "The  Kitchen"',
  "#left room python developers":
    'You were not joined to room "python developers"',
  "#change": "Wrong command usage",
  "#change name": "What must I change?",
  "#change nick": "Wrong command usage",
  "#change nick Star": "Wrong command usage",
  "#change nick kitchen Star": 'You were not joined to room "kitchen"',
  "#change nick * Star": 'Your nick changed to "Star" in room "Free Chat"',
  "#change nick 'free chat' \"Big Star\"":
    'Your nick changed to "Big Star" in room "Free Chat"',
  "#change nick * #Star":
    "A name does not begin with #, @ or ~. Choose another.",
  "#msg": "Wrong command usage",
  "#msg cat": "Wrong command usage",
  "#msg cat hi":
    'Direct messages need a name at both ends: "Anonymous" is many people.',
};

/** ME stands for his own name. */
const toSomeone = {
  "#login cat secret": 'You are logged in as "cat"',
  "#login cat wrong": "Password incorrect",
  "#join room Python Developers":
    'You are connected to room: "Python Developers" as "ME"',
  "#join room Python Developers Star":
    'You are connected to room: "Python Developers" as "Star"',
  "#join room \"python developers\" 'Big Star'":
    'You are connected to room: "Python Developers" as "Big Star"',
  "#join room free chat": 'You are already connected to room "Free Chat"',
  "#join room a:b": "A room's title has none of : , * \" [ ]. Choose another.",
  "#left room python developers":
    'You were not joined to room "python developers"',
  "#change nick free chat Star":
    'Your nick changed to "Star" in room "Free Chat"',
  "#msg nobody hi": "No such user",
  "#msg ME hi": "A direct message is for someone else.",
};

describe.each(wires)("over %s", (wire) => {
  test("Anonymous gets the answer to each of his lines", async () => {
    const server = await startServer({ doors: ["rambler"], config: { rooms } });
    await enter(wire, server, "cat");
    const lines = Object.entries(toAnonymous);
    // Whoever is silent is greeted after a while: all of them at once.
    const all = await Promise.all(lines.map(() => arrive(wire, server)));
    for (const [index, [line, answer]] of lines.entries()) {
      const ann = all[index] as Client;
      await ann.says(line, `SERVER:${answer}`);
      await ann.getsNothing();
    }
  });

  test("someone logged in gets the answer to each of his lines", async () => {
    const server = await startServer({ doors: ["rambler"], config: { rooms } });
    await enter(wire, server, "cat");
    const lines = Object.entries(toSomeone);
    const called = (index: number): string => `bob${"i".repeat(index)}`;
    const all = await Promise.all(
      lines.map((_, index) => enter(wire, server, called(index))),
    );
    for (const [index, [line, answer]] of lines.entries()) {
      const bob = all[index] as Client;
      const name = called(index);
      await bob.says(
        line.replace("ME", name),
        `SERVER:${answer.replace("ME", name)}`,
      );
      await bob.getsNothing();
      bob.carrier.end();
      await bob.carrier.ended;
    }
  });

  test("whoever is in no room is told so when he says something", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    await ann.says(
      "#left room Free Chat",
      'SERVER:You are disconnected from room: "Free Chat"',
    );
    const nowhere = "SERVER:You are not connected to any room";
    await ann.says("hi", nowhere);
    await ann.says("#change nick * Star", nowhere);
    await ann.says(
      "#join room free chat",
      'SERVER:You are connected to room: "Free Chat" as "Anonymous"',
    );
    await ann.says("hi", "MESSAGE:[Free Chat] Anonymous: hi");
  });

  test("a command's word behind a blank is said", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    for (const text of [" #logout", " JOIN kitchen", "login bob", "JOIN"])
      await ann.says(text, `MESSAGE:[Free Chat] Anonymous: ${text}`);
  });

  test("blanks alone are nothing to say", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    await ann.says("   ", blank);
    if (wire === "WebSocket") await ann.says("", blank);
    await ann.getsNothing();
  });

  test("#help lists every command", async () => {
    const server = await startServer({ doors: ["rambler"] });
    const ann = await arrive(wire, server);
    ann.send("#help");
    const commands = "login logout register join left change msg help";
    await ann.carrier.until(() =>
      commands
        .split(" ")
        .every((word) =>
          ann.carrier.told.some((line) => line.startsWith(`SERVER:#${word}`)),
        ),
    );
  });
});

test.each(wires)("help is a request like others: %s", async (wire) => {
  const server = await startServer({
    doors: ["rambler"],
    limits: { verbs: { perSecond: 0.001, burst: 3 } },
  });
  const ann = await arrive(wire, server);
  // Coming into the lobby was one.
  for (let n = 0; n < 3; n++) ann.send("#help");
  await ann.carrier.until(
    () => ann.carrier.told.at(-1)?.includes("Too many requests") === true,
  );
});
