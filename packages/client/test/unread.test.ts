// What is unread on two devices of one person, over lines that may be cut with everything that is on its way.
import type { EntryEvent } from "@koine/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Room } from "../src/room.ts";
import {
  deleted,
  joinResult,
  ROOM,
  said,
  standing,
} from "./support/entries.ts";
import { FakePlatform } from "./support/fake-platform.ts";

const me = "ann";

class World {
  readonly #log: EntryEvent[] = [];
  readonly #gone = new Set<number>();
  readonly devices = [new Device(this), new Device(this)];
  marker = 0;
  /** What is left of it where the server dies: it is written at most once a second. */
  kept = 0;

  get head(): number {
    return this.#log.length;
  }

  say(n: number): void {
    const mentions = n % 4 === 0 ? { mentions: [me] } : {};
    const by = n % 3 === 0 ? me : "bob";
    this.#append({ ...said(this.head + 1, by), ...mentions });
  }

  delete(n: number): void {
    const of = 1 + (n % Math.max(1, this.head));
    if (this.#log[of - 1]?.ev !== "said" || this.#gone.has(of)) return;
    this.#gone.add(of);
    this.#append(deleted(this.head + 1, of));
  }

  #append(entry: EntryEvent): void {
    this.#log.push(entry);
    for (const { down, room } of this.devices)
      down.push(() => void room.apply(entry));
  }

  after(seq: number): readonly EntryEvent[] {
    return this.#log.slice(seq);
  }

  /** By others, and not gone. */
  unread(after: number): { unread: number; mentions: number } {
    const left = this.#log.filter(
      (entry) =>
        entry.ev === "said" &&
        entry.seq > after &&
        entry.by !== me &&
        !this.#gone.has(entry.seq),
    );
    const mentions = left.filter((entry) => "mentions" in entry).length;
    return { unread: left.length, mentions };
  }

  crash(): void {
    this.marker = this.kept;
    for (const device of this.devices) device.cut();
  }

  read(by: Device, seq: number): void {
    const moves = seq > this.marker;
    this.marker = Math.max(this.marker, seq);
    const told = { seq: this.marker, ...this.unread(this.marker) };
    for (const device of this.devices)
      if (device === by || moves)
        device.down.push(() => device.room.told(told));
  }
}

class Device {
  readonly room = new Room({
    id: ROOM,
    title: "kitchen",
    most: 1_000,
    platform: new FakePlatform(),
    me: () => me,
    pending: () => [],
    changes: () => [],
    muted: () => undefined,
    onChange: () => undefined,
  });
  readonly #world: World;
  /** What is on its way to it, and from it, in order. */
  readonly down: (() => void)[] = [];
  readonly up: (() => void)[] = [];

  constructor(world: World) {
    this.#world = world;
    this.room.joined(joinResult(0), false);
  }

  /** Whoever looks at it has read so much less than all. */
  mark(less: number): void {
    this.room.unread.mark(Math.max(0, this.room.log.cursor - less));
    this.tell();
  }

  tell(): void {
    const { read, isDue } = this.room.unread;
    if (isDue) this.up.push(() => this.#world.read(this, read));
  }

  cut(): void {
    this.down.length = this.up.length = 0;
    const { head: seq, marker: read } = this.#world;
    const counts = this.#world.unread(read);
    this.room.stands(standing({ seq, read, ...counts }));
    this.room.joined(joinResult(seq, { read }), true);
    for (const entry of this.#world.after(this.room.log.cursor))
      this.down.push(() => void this.room.apply(entry));
    this.tell();
  }
}

const step = fc.record({
  do: fc.constantFrom(
    "say",
    "say",
    "delete",
    "mark",
    "mark",
    "down",
    "down",
    "up",
    "cut",
    "keep",
    "crash",
  ),
  n: fc.nat(100),
});

test("whatever is cut and read in between, both devices end with what is unread, and it ends at nothing when all is read", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
      const world = new World();
      const deliver = (way: "up" | "down", device: Device): void => {
        device[way].shift()?.();
      };
      const settle = (): void => {
        for (const device of world.devices) device.tell();
        for (let isBusy = true; isBusy;) {
          for (const device of world.devices)
            for (const way of ["up", "down"] as const) deliver(way, device);
          isBusy = world.devices.some(
            ({ up, down }) => up.length + down.length > 0,
          );
        }
      };
      const reads = (): number[] =>
        world.devices.map(({ room }) => room.unread.read);
      for (const { do: what, n } of steps) {
        const before = reads();
        const device = world.devices[n % 2];
        if (device === undefined) continue;
        if (what === "say") world.say(n);
        else if (what === "delete") world.delete(n);
        else if (what === "mark") device.mark(n % 5);
        else if (what === "cut") device.cut();
        else if (what === "keep") world.kept = world.marker;
        else if (what === "crash") world.crash();
        else deliver(what === "up" ? "up" : "down", device);
        for (const [which, read] of reads().entries())
          expect(read).toBeGreaterThanOrEqual(before[which] ?? 0);
      }
      settle();
      for (const { room } of world.devices) {
        room.touch();
        const { read, unread, mentions } = room.state;
        expect(read).toBe(world.marker);
        expect({ unread, mentions }).toEqual(world.unread(read));
      }
      world.devices[0]?.mark(0);
      settle();
      for (const { room } of world.devices)
        expect(room.unread.counts).toEqual({ unread: 0, mentions: 0 });
    }),
    { numRuns: 500 },
  );
});
