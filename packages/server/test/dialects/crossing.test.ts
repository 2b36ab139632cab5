// All doors in one room: what is said at any of them is heard at every other one, once, under the right name.
import { expect, test } from "vitest";
import { serverWithAllDoors } from "./speakers/all-doors.ts";
import { gtchat } from "./speakers/gtchat.ts";
import { voices } from "./speakers/list.ts";
import { ask, LOBBY, nativeWebSocket } from "./speakers/native.ts";
import { ramblerPage, ramblerTerminal } from "./speakers/rambler.ts";
import { enter, type Speaker } from "./speakers/speaker.ts";

const names = [
  "ann",
  "bob",
  "cat",
  "dan",
  "eve",
  "fay",
  "gus",
  "hal",
  "ivy",
  "jon",
  "kim",
  "lee",
];

const KEY = "0123456789abcdef";

/** One at each door, in the lobby, come one after the other. */
async function everyone(order = voices): Promise<readonly Speaker[]> {
  const server = await serverWithAllDoors({
    store: "sqlite:",
    config: { broadcastKey: KEY },
  });
  const speakers: Speaker[] = [];
  for (const [index, voice] of order.entries())
    speakers.push(await enter(voice, server, names[index] ?? voice.door));
  return speakers;
}

/** Those whom a text of this one must reach; the author himself where his door sends him his own. */
const audienceOf = (author: Speaker, speakers: readonly Speaker[]) =>
  speakers.filter((one) => one !== author || one.voice.hearsOwn);

/** Everyone says a last word and has heard everyone's: whatever came before has arrived. */
async function settled(speakers: readonly Speaker[]): Promise<void> {
  const wordOf = ({ name }: Speaker): string => `that is all from ${name}`;
  for (const one of speakers) one.say(wordOf(one));
  for (const author of speakers)
    for (const one of audienceOf(author, speakers))
      await one.hears(wordOf(author));
}

const texts = {
  "plain words": "hello there",
  "other scripts": "Příliš žluťoučký kůň; 漢字かな; العربية; ελληνικά; e\u0301",
  emoji: "😀 👩‍👩‍👧 🏳️‍🌈 🇨🇿 👍🏽",
  markup: `<b>&"'</b> &amp; &lt;i&gt; <script>alert('x')</script>`,
  "what looks like another form":
    'MESSAGE:[Free Chat] ann: {"code":200} 5:::x bob: hi \\n \\u0041 %3Cb%3E',
  newlines: "one\ntwo\n\n  four\nann: five",
  "4,000 characters": "0123456789".repeat(400),
  "4,000 letters of three bytes": "漢".repeat(4_000),
  "4,000 emoji": "😀".repeat(4_000),
} as const;

test.each(Object.entries(texts))(
  "%s, said at each door, is heard once at every one",
  async (_, text) => {
    const speakers = await everyone();
    const authors = speakers.filter(
      ({ voice }) => voice.endsAtLines !== true || !text.includes("\n"),
    );
    for (const author of authors) author.say(text);
    await settled(speakers);
    for (const one of speakers) {
      const heard = one.heard().filter((each) => each.text === one.shown(text));
      const expected = authors
        .filter((author) => audienceOf(author, speakers).includes(one))
        .map(({ name }) => name);
      expect(
        heard.map(({ author }) => author).sort(),
        `who was heard at ${one.voice.door}`,
      ).toEqual(expected.sort());
      expect(heard.every(({ isDirect }) => !isDirect)).toBe(true);
      // Nothing came in two pieces, or in another form.
      expect(one.heard()).toHaveLength(
        expected.length +
          speakers.filter((author) =>
            audienceOf(author, speakers).includes(one),
          ).length,
      );
    }
  },
);

test("a correction made at the native door is heard once at every one, in a direct conversation too", async () => {
  const speakers = await everyone();
  const [ann, ...others] = speakers;
  if (ann?.voice !== nativeWebSocket) throw new Error("She is not there.");
  const { seq } = await ask(ann, "say", { room: LOBBY, text: 'teh <b> & "' });
  await ask(ann, "edit", { room: LOBBY, seq, text: 'the <b> & "' });
  for (const one of others) {
    const words = { to: one.name, text: `psts ${one.name}` };
    const sent = await ask(ann, "whisper", words);
    const text = `psst ${one.name}`;
    await ask(ann, "edit", { room: sent["room"], seq: sent["seq"], text });
    await one.hears(text);
  }
  await settled(speakers);
  for (const one of others) {
    const heard = one.heard().filter(({ isCorrection }) => isCorrection);
    const isDirect = one.voice.marksDirect;
    const isCorrection = true;
    expect(heard, one.voice.door).toEqual([
      { author: "ann", text: 'the <b> & "', isDirect: false, isCorrection },
      { author: "ann", text: `psst ${one.name}`, isDirect, isCorrection },
    ]);
  }
});

test("a name with markup, blanks and emoji is the author's at every door", async () => {
  const speakers = await everyone();
  const name = `<i>O'Neil</i> & "sons" 😀`.replaceAll('"', "”");
  const [someone] = speakers;
  if (someone === undefined) throw new Error("There are no doors.");
  const { voice } = someone;
  const ned = await enter(voice, someone.server, name);
  ned.say("it is me");
  for (const one of speakers) {
    await one.hears("it is me");
    expect(one.heard().at(-1)?.author, one.voice.door).toBe(name);
    if (!one.voice.showsComings) continue;
    await one.seesJoin(name);
  }
  await ned.leave();
  for (const one of speakers) await one.seesLeave(name);
});

test("whoever has no name is Anonymous at every door", async () => {
  const speakers = await everyone();
  for (const { voice, server } of speakers.filter(isRambler)) {
    const carrier = await voice.open(server, "");
    await carrier.until(() => carrier.told.length > 0);
    const text = `nobody at ${voice.door}`;
    carrier.send(voice.saying(text));
    for (const one of speakers) {
      await one.hears(text);
      expect(one.heard().at(-1)).toEqual({
        author: "Anonymous",
        text,
        isDirect: false,
      });
    }
  }
});

/** Only there one need not have a name. */
const isRambler = ({ voice }: Speaker): boolean =>
  voice === ramblerPage || voice === ramblerTerminal;

test("a direct message from each door to each is heard by him alone", async () => {
  const speakers = await everyone();
  const sent = speakers
    .filter((from) => from.canWhisper)
    .flatMap((from) =>
      speakers
        .filter((to) => to !== from)
        .map((to) => ({
          from,
          to,
          text: `<psst> & "${to.name}", from ${from.name} 😀`,
        })),
    );
  for (const { from, to, text } of sent) from.whisper(to.name, text);
  for (const { to, text } of sent) await to.hears(text);
  await settled(speakers);
  for (const { from, to, text } of sent) {
    for (const one of speakers) {
      // Whether he is shown his own is the door's.
      if (one === from) continue;
      const heard = one.heard().filter((each) => each.text === one.shown(text));
      const isDirect = one.voice.marksDirect;
      expect(heard, `${text} at ${one.voice.door}`).toEqual(
        one === to
          ? [{ author: from.name, text: one.shown(text), isDirect }]
          : [],
      );
    }
  }
});

test("a broadcast is heard once at every door", async () => {
  const speakers = await everyone();
  const sender = speakers.find(({ voice }) => voice === gtchat);
  if (sender === undefined) throw new Error("Nobody can broadcast.");
  const msg = "tea is ready";
  const request = { cmd: "speak", usr: sender.name, broadcast_key: KEY, msg };
  sender.carrier.send(JSON.stringify(request));
  await Promise.all(
    speakers.map(({ carrier }) =>
      carrier.until(() => carrier.told.some((frame) => frame.includes(msg))),
    ),
  );
  await settled(speakers);
  for (const { carrier, voice } of speakers) {
    const broadcasts = carrier.told.filter(
      // GTChat answers with the text as well.
      (frame) => frame.includes(msg) && !frame.includes("c_response"),
    );
    expect(broadcasts, voice.door).toHaveLength(1);
  }
});

const orders = { "in one order": voices, "in the other": voices.toReversed() };

test.each(Object.entries(orders))(
  "whoever comes and goes is seen once at every door that shows it, %s",
  async (_, order) => {
    const speakers = await everyone(order);
    for (const [index, one] of speakers.entries()) {
      const before = speakers.slice(0, index);
      for (const seer of before.filter(({ voice }) => voice.showsComings)) {
        await seer.seesJoin(one.name);
        expect(seer.joinsSeen().filter(isName(one.name))).toEqual([one.name]);
      }
    }
    for (const [index, one] of speakers.entries()) {
      await one.leave();
      const after = speakers.slice(index + 1);
      for (const seer of after.filter(({ voice }) => voice.showsComings)) {
        await seer.seesLeave(one.name);
        expect(seer.leavesSeen().filter(isName(one.name))).toEqual([one.name]);
      }
    }
  },
);

const isName = (name: string) => (one: string) => one === name;
