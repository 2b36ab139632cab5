// Every door: who keeps order is obeyed there, and whom it is kept against is told why.
import { expect, test } from "vitest";
import { serverWithAllDoors } from "../speakers/all-doors.ts";
import type { TestServer } from "../../support/server.ts";
import { ask, LOBBY, nativeWebSocket } from "../speakers/native.ts";
import { ban, enterOwner, lock, mute, PASSWORD } from "../speakers/owner.ts";
import { enter, isRefused, Speaker } from "../speakers/speaker.ts";
import type { Voice } from "../speakers/voice.ts";

/** As long as one may be, and nothing that a door may take for its own. */
const REASON = `<b>"spam"</b> & ${"漢".repeat(180)}`;

const from = (address: string) => ({ "x-forwarded-for": address });

/** Cat in the lobby, and the owner, who sees her there. */
async function worldOf(voice: Voice, headers?: Record<string, string>) {
  const server = await serverWithAllDoors({ trustProxy: true });
  const owner = await enterOwner(server);
  const cat = await enter(voice, server, "cat", headers);
  await owner.seesJoin("cat");
  return { server, owner, cat };
}

/** She was told why, her connection has ended, and the others have seen her go. */
async function isGone(cat: Speaker, owner: Speaker, why: RegExp) {
  await cat.carrier.ended;
  expect(cat.words().at(-1)).toMatch(why);
  await owner.seesLeave("cat");
  const { members } = await ask(owner, "members", { room: LOBBY });
  expect(JSON.stringify(members)).not.toContain('"cat"');
}

export function keepsOrder(voice: Voice): void {
  test("whoever is muted is refused in the door's words, and others hear nothing, until he may speak again", async () => {
    const { owner, cat } = await worldOf(voice);
    const { sanction } = await mute(owner, "cat", REASON);
    cat.say("can you hear me?");
    await cat.isTold(/You can read but not say anything/);
    expect(cat.words().at(-1)).toContain(REASON);
    await ask(owner, "lift", { sanction });
    cat.say("and now?");
    await owner.hears("and now?");
    expect(owner.heard().map(({ text }) => text)).toEqual(["and now?"]);
  });

  test("whoever is banned is told why, and is gone at once", async () => {
    const { owner, cat } = await worldOf(voice);
    await ban(owner, { who: "cat", reason: REASON, minutes: 5 });
    await isGone(
      cat,
      owner,
      /You are banned from this chat until .* UTC: <b>"/,
    );
    expect(cat.words().at(-1)).toContain(REASON);
  });

  test("whoever is banned from the lobby is out of it, and says and hears nothing there", async () => {
    const { owner, cat } = await worldOf(voice);
    await ban(owner, { who: "cat", room: LOBBY, reason: "spam" });
    await owner.seesLeave("cat");
    owner.say("she is gone");
    await owner.hears("she is gone");
    cat.say("hello?");
    await Promise.race([cat.carrier.ended, cat.isTold(/./)]);
    owner.say("all is well");
    await owner.hears("all is well");
    expect(owner.heard()).toHaveLength(2);
    expect(cat.heard()).toEqual([]);
    const { members } = await ask(owner, "members", { room: LOBBY });
    expect(JSON.stringify(members)).not.toContain('"cat"');
  });

  test("while guests are locked out those who are here go, and none comes in", async () => {
    const { server, owner } = await worldOf(voice);
    const dan = await enter(voice, server, "dan");
    const isAccount = voice.door === "rambler (WebSocket)";
    await lock(owner);
    if (!isAccount) {
      await dan.carrier.ended;
      expect(dan.words().at(-1)).toMatch(/Guests are not let in/);
      await owner.seesLeave("dan");
    }
    await isRefused(voice, server, "eve", /Guests are not let in/);
    await lock(owner, "open");
    const fay = await enter(voice, server, "fay");
    fay.say("here I am");
    await owner.hears("here I am");
  });

  test.runIf(voice.isTcp !== true)(
    "from an address that is banned nobody comes in, and whoever is here from it goes",
    async () => {
      const { server, owner, cat } = await worldOf(voice, from("192.0.2.7"));
      await ban(owner, { address: "192.0.2.7", reason: "spam" });
      await isGone(cat, owner, /You are banned from this chat for good: spam/);
      const dan = await isRefused(voice, server, "dan", /You are banned/, {
        ...from("192.0.2.7"),
      });
      dan.say("hello?");
      await enter(voice, server, "eve", from("192.0.2.8"));
      await owner.seesJoin("eve");
      expect(owner.heard()).toEqual([]);
    },
  );

  const { login } = voice;
  if (login !== undefined) keepsAccounts(voice, login);
}

function keepsAccounts(voice: Voice, login: NonNullable<Voice["login"]>): void {
  /** Someone who says his password, and no more. */
  async function comes(server: TestServer, name: string): Promise<Speaker> {
    const carrier = await voice.open(server, name);
    for (const frame of login(name, PASSWORD)) carrier.send(frame);
    return new Speaker(voice, server, name, carrier);
  }

  /** The owner, and gil, who has an account and is in the lobby by it. */
  async function withGil() {
    const server = await serverWithAllDoors();
    const owner = await enterOwner(server);
    await ask(owner, "register", { name: "gil", password: PASSWORD });
    const gil = await comes(server, "gil");
    await owner.seesJoin("gil");
    return { server, owner, gil };
  }

  /** Gil again, at another door. */
  async function elsewhere(server: TestServer): Promise<Speaker> {
    const carrier = await nativeWebSocket.open(server, "gil");
    const again = new Speaker(nativeWebSocket, server, "gil", carrier);
    await ask(again, "hello", { name: "gil", password: PASSWORD });
    return again;
  }

  test("an account that is banned does not come in by its password", async () => {
    const { server, owner, gil } = await withGil();
    await ban(owner, { who: "gil", reason: "spam" });
    await gil.carrier.ended;
    const again = await comes(server, "gil");
    await again.isTold(/You are banned from this chat for good: spam/);
    await owner.seesLeave("gil");
    const { members } = await ask(owner, "members", { room: LOBBY });
    expect(JSON.stringify(members)).not.toContain('"gil"');
    expect(owner.joinsSeen().filter((name) => name === "gil")).toHaveLength(1);
  });

  test("a session that is revoked elsewhere is told so, and ends at once", async () => {
    const { server, owner, gil } = await withGil();
    const again = await elsewhere(server);
    const { sessions } = await ask(again, "sessions");
    const [door] = voice.door.split(" ");
    const found = (sessions as readonly SignedIn[]).find(
      (one) => one.door === door && one.live && !one.current,
    );
    await ask(again, "revoke", { session: found?.session });
    await gil.carrier.ended;
    expect(gil.words().at(-1)).toMatch(/ended from another one of yours/);
    await owner.seesLeave("gil");
  });

  test("whoever came by a password that is changed elsewhere is told so, and goes", async () => {
    const { server, owner, gil } = await withGil();
    const again = await elsewhere(server);
    await ask(again, "password", { old: PASSWORD, password: "another one" });
    await gil.carrier.ended;
    expect(gil.words().at(-1)).toMatch(/The password was changed/);
    await owner.seesLeave("gil");
  });

  test.runIf(!voice.door.startsWith("native"))(
    "what somebody was sent here he has read, when he goes",
    async () => {
      const { server, owner, gil } = await withGil();
      for (const text of ["one", "two", "three"]) owner.say(text);
      await gil.hears("three");
      gil.carrier.end();
      await owner.seesLeave("gil");
      owner.say("four");
      await owner.hears("four");
      const again = await elsewhere(server);
      const { rooms } = await ask(again, "memberships");
      expect(rooms).toMatchObject([{ title: LOBBY, unread: 1 }]);
    },
  );

  test("accounts go on, and come in, while guests are locked out", async () => {
    const { server, owner, gil } = await withGil();
    await ask(owner, "register", { name: "hal", password: PASSWORD });
    await lock(owner);
    const hal = await comes(server, "hal");
    await owner.seesJoin("hal");
    gil.say("still here");
    hal.say("here too");
    await owner.hears("still here");
    await owner.hears("here too");
  });
}

interface SignedIn {
  readonly session: string;
  readonly door: string;
  readonly live: boolean;
  readonly current: boolean;
}
