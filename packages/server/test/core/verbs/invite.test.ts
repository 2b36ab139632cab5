import { expect, test } from "vitest";
import { createRoom } from "../../../src/core/verbs/create.ts";
import { invite } from "../../../src/core/verbs/invite.ts";
import { register } from "../../../src/core/verbs/register.ts";
import { visit } from "../../../src/core/verbs/visit.ts";
import {
  codeOf,
  enter,
  openChat,
  turns,
  type Someone,
} from "../../support/chat.ts";
import { FakeLine, plain } from "../../support/fake-line.ts";

const home = { address: "127.0.0.1" };

test.each(["memory:", "sqlite:"] as const)(
  "on %s, strangers who fill up someone's invitations do not take those of others",
  async (store) => {
    const free = { perSecond: Infinity, burst: Infinity };
    const { chat, guests } = await openChat({
      store,
      limits: { invitations: 5, verbs: free, says: free },
    });
    const account = { name: "bob", password: "secret" };
    await register(chat, account, home);
    const bob = await enter(chat, account);
    const [ann] = await guests(["ann"]);
    const access = "closed";
    const invited = async (by: Someone, title: string) => {
      await createRoom(chat, by.session, { title, access });
      await invite(chat, by.session, { room: title, who: "ann" });
    };
    await invited(bob, "Den");
    for (let n = 0; n < 12; n++) {
      const [stranger] = await guests([`stranger ${n}`]);
      await invited(stranger, `Trap ${n}`);
    }
    await turns();
    // She is told of each, and of those of strangers the newest hold.
    expect(
      ann.line.heard.filter(({ kind }) => kind === "invited"),
    ).toHaveLength(13);
    expect(await codeOf(ann.join("Trap 7"))).toBe("not_invited");
    for (const room of ["Den", "Trap 8", "Trap 11"])
      expect(await codeOf(ann.join(room))).toBe(undefined);
  },
);

test("of a passing guest as many invitations are kept", async () => {
  const { chat, guests } = await openChat({ limits: { invitations: 2 } });
  const [bob] = await guests(["bob"]);
  const ear = { line: new FakeLine(), encoder: plain };
  const dan = await visit(chat, { name: "dan" }, { ...home, ear });
  for (const title of ["a", "b", "c"]) {
    await createRoom(chat, bob.session, { title, access: "closed" });
    await invite(chat, bob.session, { room: title, who: "dan" });
  }
  expect(dan.identity.invitations.size).toBe(2);
});
