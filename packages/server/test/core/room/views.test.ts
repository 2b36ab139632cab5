// Whatever people do, what each is told adds up: who is there, and everything said, once and in order.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry, IdentityId } from "../../../src/core/entries.ts";
import type { Notice } from "../../../src/core/notices.ts";
import { members } from "../../../src/core/verbs/members.ts";
import { codeOf, openChat, turns, type Someone } from "../../support/chat.ts";

const free = { perSecond: Infinity, burst: Infinity };
const names = ["ann", "bob", "cat", "dan", "eve"];
const ROOM = "hall";

/** Who is there, as a client knows it: the answer to `members`, and then what he is told. */
class View {
  readonly who: Someone;
  readonly people = new Map<IdentityId, string>();
  readonly #from: number;

  constructor(who: Someone, listed: readonly { id: string; name: string }[]) {
    this.who = who;
    this.#from = who.line.heard.length;
    for (const { id, name } of listed) this.people.set(id, name);
  }

  settle(): Record<IdentityId, string> {
    const people = new Map(this.people);
    for (const what of this.who.line.heard.slice(this.#from))
      apply(people, what);
    return Object.fromEntries([...people].sort());
  }
}

function apply(people: Map<IdentityId, string>, what: Entry | Notice): void {
  if (what.kind === "members") {
    people.clear();
    for (const { id, name } of what.members ?? []) people.set(id, name);
  } else if (what.kind === "joined") {
    for (const { id, name } of what.members) people.set(id, name);
  } else if (what.kind === "left") {
    for (const { id } of what.members) people.delete(id);
  } else if (what.kind === "renamed") {
    people.set(what.id, what.name);
  }
}

const step = fc.record({
  who: fc.nat(names.length - 1),
  what: fc.constantFrom(
    ...([
      "join",
      "join",
      "leave",
      "say",
      "say",
      "say",
      "rename",
      "cut",
    ] as const),
    ...(["lag", "drain", "drain", "wait", "wait"] as const),
  ),
});

test.each([200, 2])(
  "with big rooms above %i, everyone knows who is there and has heard all that was said",
  async (bigRoom) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 80, size: "max" }),
        async (script) => {
          const { chat, guests, tally, store } = await openChat({
            limits: { says: free, verbs: free, bigRoom },
          });
          const people: Someone[] = await guests(names);
          const views = new Map<Someone, View>();
          const joins = new Map<Someone, { from: number; heard: number }>();
          const under: Promise<unknown>[] = [];
          let count = 0;

          const act = async (who: Someone, what: string): Promise<void> => {
            if (what === "join" && !joins.has(who)) {
              const heard = who.line.heard.length;
              const { seq } = await who.join(ROOM);
              joins.set(who, { from: seq, heard });
              const list = await members(chat, who.session, { room: ROOM });
              views.set(who, new View(who, list.members));
            } else if (what === "leave") {
              await codeOf(who.leave(ROOM));
              joins.delete(who);
              views.delete(who);
            } else if (what === "rename") await who.rename(`guest ${++count}`);
            else if (what === "lag") who.line.lag();
            else if (what === "drain") who.line.drain();
            else if (what === "wait") await turns(3);
            else if (what === "say") {
              under.push(codeOf(who.say(ROOM, `${++count}`)));
            } else if (what === "cut") {
              const end = who.end();
              who.line.drain();
              await end;
              const back = await who.again();
              people[people.indexOf(who)] = back;
              joins.delete(who);
              views.delete(who);
            }
          };

          for (const { who, what } of script) {
            const person = people[who];
            if (person !== undefined) await act(person, what);
          }
          await Promise.all(under);
          for (const { line } of people) line.drain();
          await turns();
          // A big room tells who came and went a little later.
          const there = (): Record<IdentityId, string> =>
            Object.fromEntries(
              (chat.rooms.get(ROOM)?.members(undefined, 100) ?? [])
                .map(({ id, name }) => [id, name] as const)
                .sort(),
            );
          // In a big room the list is not sent unasked: whoever was sent the count alone asks again.
          const asks = async (view: View): Promise<View> => {
            const { heard } = view.who.line;
            const isShort = heard.some(
              (what) => what.kind === "members" && what.members === undefined,
            );
            if (!isShort) return view;
            const list = await members(chat, view.who.session, { room: ROOM });
            return new View(view.who, list.members);
          };
          if (bigRoom === 2)
            await new Promise((resolve) => setTimeout(resolve, 220));
          await turns();
          for (const view of views.values())
            expect((await asks(view)).settle()).toEqual(there());

          const room = chat.rooms.get(ROOM);
          const all =
            room === undefined
              ? []
              : await store.log.page(room.id, Infinity, 1_000);
          for (const [who, { from, heard }] of joins) {
            const said = who.line.heard
              .slice(heard)
              .filter((what) => what.kind === "said");
            expect(said).toEqual(all.slice(from));
          }
          for (const who of people) await who.end();
          expect(tally.lagging).toBe(0);
        },
      ),
      { numRuns: bigRoom === 2 ? 12 : 60, endOnFailure: true },
    );
  },
);
