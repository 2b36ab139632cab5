// A page is read while others write: it is of one moment.
import { expect, test } from "vitest";
import {
  ann,
  bob,
  deleted,
  makeRoom,
  reacted,
  said,
} from "../contract/world.ts";
import { newFolder, openIn } from "./folder.ts";

const ROUNDS = 300;
const READERS = 40;

test("a message has its reactions in every page, until it is gone", async () => {
  await using store = await openIn(newFolder());
  const { log } = store;
  const room = await makeRoom(store, "kitchen");
  for (let round = 0; round < ROUNDS; round++) {
    const { entry } = await log.append(room, said(ann, "hi"));
    await log.append(room, reacted(bob, entry.seq, "👍"));
    const deleting = log.append(room, deleted(ann, entry.seq));
    const pages = Array.from({ length: READERS }, () =>
      log.page(room, entry.seq + 1, 1),
    );
    for (const [message] of await Promise.all(pages)) {
      const isGone = message?.kind === "said" && message.isGone === true;
      const given = message?.kind === "said" ? message.reactions : undefined;
      expect(given === undefined).toBe(isGone);
    }
    await deleting;
  }
});
