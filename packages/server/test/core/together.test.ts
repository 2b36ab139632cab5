// Whatever people do at the same time, on a store that takes its time: when all is quiet, what is known of them adds up.
import fc from "fast-check";
import { expect, test } from "vitest";
import { change, setAccess } from "../../src/core/verbs/change.ts";
import type { Chat } from "../../src/core/chat.ts";
import { fold } from "../../src/core/people/names.ts";
import type { Session } from "../../src/core/session.ts";
import { hello } from "../../src/core/verbs/hello.ts";
import { invite } from "../../src/core/verbs/invite.ts";
import { join } from "../../src/core/verbs/join.ts";
import { kick } from "../../src/core/verbs/kick.ts";
import { leave } from "../../src/core/verbs/leave.ts";
import { setMaster } from "../../src/core/verbs/master.ts";
import { read } from "../../src/core/verbs/read.ts";
import { nick } from "../../src/core/verbs/nick.ts";
import { register } from "../../src/core/verbs/register.ts";
import { rename } from "../../src/core/verbs/rename.ts";
import { say } from "../../src/core/verbs/say.ts";
import { enterAnonymous, visit } from "../../src/core/verbs/visit.ts";
import { whisper } from "../../src/core/verbs/whisper.ts";
import { codeOf, openChat, turns } from "../support/chat.ts";
import { FakeLine, plain } from "../support/fake-line.ts";
import { slowly } from "../support/slow-store.ts";

const free = { perSecond: Infinity, burst: Infinity };
const limits = { says: free, verbs: free, hellos: free, registrations: free };
const rooms = ["den", "hall"];
const names = ["ann", "bob", "cat", "dan"];
const password = "secret";

const verbs = [
  ...(["hello", "back", "visit", "anonymous", "end", "end"] as const),
  ...(["join", "join", "join", "leave", "leave", "say", "whisper"] as const),
  ...(["rename", "nick", "invite", "kick", "kick", "close", "open"] as const),
  ...(["private", "private", "title", "read", "read"] as const),
  ...(["master", "register", "wait", "wait"] as const),
];

const step = fc.record({
  verb: fc.constantFrom(...verbs),
  who: fc.nat(7),
  other: fc.constantFrom(...names),
  room: fc.constantFrom(...rooms),
});

/** Sessions by seat; what a seat does goes to whoever sits there. */
class Crowd {
  readonly chat: Chat;
  readonly seats: (Session | undefined)[] = [];
  readonly tokens: string[] = [];
  readonly ended: Session[] = [];
  readonly under: Promise<unknown>[] = [];

  constructor(chat: Chat) {
    this.chat = chat;
  }

  do(verb: (typeof verbs)[number], seat: number, other: string, room: string) {
    const { chat } = this;
    const session = this.seats[seat];
    const ear = { line: new FakeLine(), encoder: plain };
    const visitor = { address: "127.0.0.1", ear };
    if (session === undefined) {
      const token = this.tokens[seat % (this.tokens.length || 1)];
      if (verb === "hello") this.#sit(seat, this.#hello(other, visitor));
      else if (verb === "back" && token !== undefined)
        this.#sit(
          seat,
          hello(chat, { token }, visitor).then((e) => e.session),
        );
      else if (verb === "visit")
        this.#sit(
          seat,
          visit(chat, { name: other, suffix: seat > 3 }, visitor),
        );
      else if (verb === "anonymous")
        this.#sit(seat, enterAnonymous(chat, visitor));
      return;
    }
    const said = { room, text: "hi" };
    const named = { room, who: other };
    const acts: Partial<Record<typeof verb, () => Promise<unknown>>> = {
      join: () => join(chat, session, { room, last: 5 }),
      leave: () => leave(chat, session, room),
      say: () => say(chat, session, said),
      whisper: () => whisper(chat, session, { to: other, text: "psst" }),
      rename: () => rename(chat, session, other, { suffix: seat > 3 }),
      nick: () => nick(chat, session, { room, nick: other }),
      invite: () => invite(chat, session, named),
      kick: () => kick(chat, session, named),
      master: () => setMaster(chat, session, named),
      close: () => setAccess(chat, session, { room, access: "closed" }),
      open: () => setAccess(chat, session, { room, access: "public" }),
      private: () => setAccess(chat, session, { room, access: "private" }),
      title: () => change(chat, session, { room, title: `${other}'s` }),
      read: () => read(chat, session, { room, seq: 3 }),
      register: () => register(chat, { name: other, password }, session),
      end: () => this.#end(seat, session),
    };
    const act = acts[verb];
    if (act !== undefined) this.under.push(codeOf(act()));
  }

  async endAll(): Promise<void> {
    await Promise.all(this.under);
    for (const [seat, session] of this.seats.entries())
      if (session !== undefined) await this.#end(seat, session);
  }

  async #hello(
    name: string,
    visitor: Parameters<typeof hello>[2],
  ): Promise<Session> {
    const { session, token } = await hello(this.chat, { name }, visitor);
    if (token !== undefined) this.tokens.push(token);
    return session;
  }

  #sit(seat: number, entering: Promise<Session>): void {
    const sitting = entering.then((session) => {
      // Someone else may sit there by now.
      if (this.seats[seat] === undefined) this.seats[seat] = session;
      else return this.#end(-1, session);
      return undefined;
    });
    this.under.push(codeOf(sitting));
  }

  #end(seat: number, session: Session): Promise<void> {
    if (seat >= 0) this.seats[seat] = undefined;
    this.ended.push(session);
    return this.chat.end(session);
  }
}

test("when all is quiet, names, places, masters and rooms add up", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 40, maxLength: 160, size: "max" }),
      fc.infiniteStream(fc.nat(2)),
      async (script, pauses) => {
        const { chat, store, bugs } = await openChat({
          limits,
          wrap: (inner) => slowly(inner, () => 1 + (pauses.next().value ?? 0)),
        });
        const crowd = new Crowd(chat);
        for (const { verb, who, other, room } of script)
          if (verb === "wait") await turns(2);
          else crowd.do(verb, who, other, room);
        await Promise.all(crowd.under);
        await turns();

        const here = crowd.seats.filter((one) => one !== undefined);
        for (const { identity } of here) {
          expect(chat.names.holder(fold(identity.name))).toBe(identity.id);
          expect(chat.identity(identity.id)).toBe(identity);
        }
        const open = [...chat.rooms.ids]
          .flatMap((id) => chat.rooms.get(id) ?? [])
          .filter(({ kind }) => kind !== "direct");
        for (const room of open) {
          const present = here.filter(({ presences }) =>
            presences.has(room.id),
          );
          // No presence but those of sessions that are here.
          expect(new Set(room.visible().map(({ id }) => id))).toEqual(
            new Set(present.map(({ identity }) => identity.id)),
          );
          for (const { presences } of present) {
            const presence = presences.get(room.id);
            expect(presence && room.isPresent(presence)).toBe(true);
          }
          const record = await store.rooms.byId(room.id);
          expect(record?.kind).toBe(room.kind);
          expect(record?.title).toBe(room.title);
          expect(record?.folded).toBe(room.folded);
          const isFound = chat.rooms.get(room.title) === room;
          expect(isFound).toBe(room.isListed);
          if (!room.isListed)
            expect(room.here.get(chat.anonymous.id)).toBe(undefined);
          expect(record?.master).toBe(room.masterId);
          const { masterId } = room;
          if (masterId !== undefined)
            expect(
              room.here.get(masterId) !== undefined ||
                (await store.rooms.isMember(room.id, masterId)),
            ).toBe(true);
          for (const { identity } of present)
            if (!identity.isPassing)
              expect(await store.rooms.isMember(room.id, identity.id)).toBe(
                true,
              );
        }
        for (const session of crowd.ended) {
          expect(session.hasEnded).toBe(true);
          expect(session.presences.size).toBe(0);
        }

        await crowd.endAll();
        await turns();
        expect(bugs).toEqual([]);
        expect(chat.people()).toEqual([]);
        for (const name of names)
          expect(chat.names.holder(fold(name))).toBe(undefined);
        // What is left without an entry has a member.
        const listed = await store.rooms.list("", 100);
        for (const { id } of [...listed, ...open])
          if (!chat.standing.has(id))
            expect(await store.rooms.removeIfUnused(id)).toBe(false);
      },
    ),
    { numRuns: 60, endOnFailure: false },
  );
});
