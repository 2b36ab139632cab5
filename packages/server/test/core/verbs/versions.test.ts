import { expect, test } from "vitest";
import type { Version } from "../../../src/core/ports/log.ts";
import { setRole } from "../../../src/core/verbs/role.ts";
import { versions } from "../../../src/core/verbs/versions.ts";
import { whisper } from "../../../src/core/verbs/whisper.ts";
import { changedStore } from "../../support/changed-store.ts";
import {
  codeOf,
  openChat,
  turns,
  upTo,
  type Someone,
} from "../../support/chat.ts";
import { edit, noSeqs, remove } from "../../support/messages.ts";
import { slowly } from "../../support/slow-store.ts";

const ask = (who: Someone, seq: number, room = "kitchen") =>
  versions(who.chat, who.session, { room, seq });
const texts = ({ versions: found }: { versions: readonly Version[] }) =>
  found.map(({ seq, text }) => [seq, text]);
const none = { versions: [], next: undefined };

test.each(["memory:", "sqlite:"] as const)(
  "on %s, its author and moderators see what a message was before, until it is deleted",
  async (store) => {
    const { chat, guests } = await openChat({ store });
    const [ann, bob, cat, dan] = await guests(
      ["ann", "bob", "cat", "dan"],
      "kitchen",
    );
    const role = { room: "kitchen", who: "cat", role: "moderator" } as const;
    await setRole(chat, ann.session, role);
    await bob.say("kitchen", "one");
    await edit(bob, "kitchen", 1, "two");
    await edit(bob, "kitchen", 1, "three");
    for (const who of [ann, bob, cat])
      expect(texts(await ask(who, 1))).toEqual([
        [1, "one"],
        [2, "two"],
        [3, "three"],
      ]);
    expect(await codeOf(ask(dan, 1))).toBe("not_allowed");
    for (const seq of [...noSeqs, 2])
      expect([seq, await codeOf(ask(ann, seq))]).toEqual([
        seq,
        "no_such_message",
      ]);
    await remove(bob, "kitchen", 1);
    expect(await ask(ann, 1)).toEqual(none);
    expect(await codeOf(ask(dan, 1))).toBe("not_allowed");
  },
);

test("in a direct room only the author sees what a message was before", async () => {
  const { chat, guests } = await openChat();
  const [ann, bob] = await guests(["ann", "bob"]);
  const sent = { to: "bob", text: "psst" };
  const { room } = await whisper(chat, ann.session, sent);
  await edit(ann, room.id, 1, "pst");
  expect(texts(await ask(ann, 1, room.id))).toHaveLength(2);
  expect(await codeOf(ask(bob, 1, room.id))).toBe("not_allowed");
});

test("what is deleted while it is looked up is not told", async () => {
  const held = Promise.withResolvers<undefined>();
  let isReading: (() => void) | undefined;
  const { guests } = await openChat({
    wrap: (store) =>
      slowly(
        changedStore(store, {
          log: {
            async versions(...of) {
              const found = await store.log.versions(...of);
              isReading?.();
              await held.promise;
              return found;
            },
          },
        }),
      ),
  });
  const [ann, bob] = await guests(["ann", "bob"], "kitchen");
  await bob.say("kitchen", "secret");
  const reading = new Promise<void>((resolve) => (isReading = resolve));
  const asked = ask(ann, 1);
  await reading;
  await remove(bob, "kitchen", 1);
  await turns();
  held.resolve(undefined);
  expect(await asked).toEqual(none);
});

test.each(["memory:", "sqlite:"] as const)(
  "on %s, many texts are read a page at a time",
  async (store) => {
    const free = { perSecond: Infinity, burst: Infinity };
    const { chat, guests } = await openChat({ store, limits: { says: free } });
    const [ann] = await guests(["ann"], "kitchen");
    await ann.say("kitchen", "text 1");
    for (let n = 2; n <= 52; n++) await edit(ann, "kitchen", 1, `text ${n}`);
    const page = (more: { after?: number | undefined; limit?: number }) =>
      versions(chat, ann.session, { room: "kitchen", seq: 1, ...more });
    const first = await page({});
    expect(first).toMatchObject({ next: 50 });
    expect(texts(first)).toEqual(upTo(50).map((n) => [n, `text ${n}`]));
    const second = await page({ after: first.next });
    expect(second.next).toBe(undefined);
    expect(texts(second)).toEqual([51, 52].map((n) => [n, `text ${n}`]));
    expect(texts(await page({ after: 2, limit: 1 }))).toEqual([[3, "text 3"]]);
  },
);
