// Bans and mutes as they are held in memory.
import { expect, test } from "vitest";
import { Sanctions } from "../../../src/core/house/sanctions.ts";
import type { Sanction } from "../../../src/core/ports/house-store.ts";

const by = { id: "b".repeat(16), name: "bob" };
const ann = { id: "a".repeat(16), kind: "guest" } as const;
const address = "192.0.2.7";

let made = 0;
const one = (more: Partial<Sanction> = {}): Sanction => ({
  id: `s${++made}`,
  kind: "ban",
  room: undefined,
  name: "ann",
  by,
  identity: ann.id,
  address: undefined,
  reason: "",
  at: made,
  until: undefined,
  ...more,
});
const ofAddress = (more: Partial<Sanction> = {}): Sanction =>
  one({ identity: undefined, address, name: "", ...more });

function sanctions() {
  const clock = { now: 1_000 };
  return { clock, held: new Sanctions(() => clock.now) };
}

test("one holds until its time, and is swept then", () => {
  const { clock, held } = sanctions();
  held.add(one({ until: 2_000 }));
  held.add(one({ kind: "mute" }));
  clock.now = 1_999;
  expect(held.banOf(ann, "")).toBeDefined();
  expect(held.sweep()).toBe(false);
  clock.now = 2_000;
  expect(held.banOf(ann, "")).toBe(undefined);
  expect(held.list(undefined).map(({ kind }) => kind)).toEqual(["mute"]);
  expect(held.sweep()).toBe(true);
  expect(held.size).toBe(1);
});

test("a new one takes the place of one of the same kind, room and person", () => {
  const { held } = sanctions();
  const first = one({ until: 5_000 });
  const other = one({ room: "~room" });
  const mute = one({ kind: "mute" });
  const again = one();
  for (const sanction of [first, other, mute, again]) held.add(sanction);
  expect(held.get(first.id)).toBe(undefined);
  expect(held.size).toBe(3);
  held.remove(again.id);
  expect(held.banOf(ann, "")).toBe(undefined);
  held.remove(first.id);
  expect(held.size).toBe(2);
});

test("what has the id of a room is none of the chat, and goes with the room", () => {
  const { held } = sanctions();
  held.add(one({ room: "~room" }));
  held.add(ofAddress({ room: "~room" }));
  held.add(one({ kind: "mute" }));
  expect(held.banOf(ann, address)).toBe(undefined);
  expect(held.list("~room").length).toBe(2);
  held.forgetRoom("~room");
  expect(held.list("~room")).toEqual([]);
  expect(held.size).toBe(1);
});

test("an address is kept out whatever form it comes in, and whoever has a role is not", () => {
  const { held } = sanctions();
  held.add(ofAddress());
  held.add(ofAddress({ address: "2001:db8:0:0::/64" }));
  const account = { id: "c", kind: "account" } as const;
  for (const from of [address, `::ffff:${address}`, "2001:db8::5"])
    for (const who of [ann, account])
      expect(held.banOf(who, from)).toBeDefined();
  expect(held.banOf(ann, "192.0.2.8")).toBe(undefined);
  expect(held.banOf(ann, "2001:db8:0:1::5")).toBe(undefined);
  const admin = { ...account, role: "admin" } as const;
  expect(held.banOf(admin, address)).toBe(undefined);
});

test("an address that came with a guest's ban keeps no account out", () => {
  const { held } = sanctions();
  held.add(ofAddress({ name: "ann" }));
  expect(held.banOf(ann, address)).toBeDefined();
  expect(held.banOf({ id: "c", kind: "account" }, address)).toBe(undefined);
  expect(held.banOf({ id: "d", kind: "anonymous" }, address)).toBeDefined();
});

test("the newest come first", () => {
  const { held } = sanctions();
  const all = [
    one({ at: 5 }),
    ofAddress({ at: 7 }),
    one({ kind: "mute", at: 6 }),
  ];
  for (const sanction of all) held.add(sanction);
  expect(held.list(undefined).map(({ at }) => at)).toEqual([7, 6, 5]);
});

test("what the store kept holds from the start", () => {
  const held = new Sanctions(() => 0, [one()]);
  expect(held.banOf(ann, "")).toBeDefined();
});

const inRoom = (room: number, whom: number, owner?: string) =>
  one({ room: `~room${room}`, identity: `i${whom}`, owner });

test("a room has two hundred places, and the whole chat ten thousand less what rooms have", () => {
  const { held } = sanctions();
  for (let n = 0; n < 200; n++) held.add(inRoom(0, n));
  expect(held.hasPlaceFor([inRoom(0, 200)])).toBe(false);
  expect(() => held.takePlaces([inRoom(0, 200)])).toThrow(/A room has/);
  // One that takes another's place is no more.
  expect(held.hasPlaceFor([inRoom(0, 199)])).toBe(true);
  expect(held.hasPlaceFor([inRoom(1, 0)])).toBe(true);
  for (let n = 0; n < 9_800; n++) held.add(one({ identity: `h${n}` }));
  // Those of rooms give way to those of the whole chat, and those to nobody.
  expect(held.hasPlaceFor([one()])).toBe(false);
  const { gone, release } = held.takePlaces([one()]);
  expect(gone.map(({ identity }) => identity)).toEqual(["i0"]);
  release();
  held.forgetRoom("~room0");
  expect(held.hasPlaceFor([one()])).toBe(true);
  for (let n = 0; n < 200; n++) held.add(one({ identity: `j${n}` }));
  expect(() => held.takePlaces([one()])).toThrow(/There are 10000/);
});

test("of more than eight thousand in all rooms, the oldest goes of whoever has most in his rooms", () => {
  const { held } = sanctions();
  const others = [inRoom(100, 0, "ann"), inRoom(101, 0, "-"), inRoom(102, 0)];
  for (const other of others) held.add(other);
  for (let n = 0; n < 7_997; n++)
    held.add(inRoom(Math.floor(n / 200), n % 200, "evil"));
  const wanted = [1, 2, 3].map((n) => inRoom(100, n, "ann"));
  expect(held.hasPlaceFor(wanted)).toBe(false);
  const { gone, release } = held.takePlaces(wanted);
  expect(gone.map(({ room, identity }) => [room, identity])).toEqual([
    ["~room0", "i0"],
    ["~room0", "i1"],
    ["~room0", "i2"],
  ]);
  release();
  for (const one of wanted) held.add(one);
  expect(held.size).toBe(8_000);
  for (const other of others) expect(held.get(other.id)).toBeDefined();
  // His own, too.
  const own = held.takePlaces([inRoom(50, 0, "evil")]);
  expect(own.gone.map(({ identity }) => identity)).toEqual(["i3"]);
});

test("who has many in rooms of his own has no part in those of nobody", () => {
  const { held } = sanctions();
  for (let n = 0; n < 8_000; n++) {
    const room = Math.floor(n / 200);
    held.add(inRoom(room, n % 200, room % 2 === 0 ? "-" : undefined));
  }
  const { gone } = held.takePlaces([inRoom(100, 0)]);
  expect(gone.map(({ owner }) => owner)).toEqual(["-"]);
});

test("places are taken from the moment that something is on its way to the store", () => {
  const { held } = sanctions();
  for (let n = 0; n < 199; n++) held.add(inRoom(0, n));
  const last = inRoom(0, 199);
  const { release } = held.takePlaces([last]);
  expect(held.hasPlaceFor([inRoom(0, 200)])).toBe(false);
  release();
  expect(held.hasPlaceFor([inRoom(0, 200)])).toBe(true);
  held.add(last);
  expect(held.hasPlaceFor([inRoom(0, 200)])).toBe(false);
});
