// A client that speaks the protocol as it is written, without the SDK: it resumes with its cursor, sends again with the
// same key what was not answered, and reads pages now and then.
import type { Event, Params, VerbName } from "@koine/protocol";
import { Acts, DOINGS, type Doing } from "./acts.ts";
import type { Act, Deed } from "./deed.ts";
import { Dice } from "./dice.ts";
import { throwCut, type Cut } from "./net.ts";
import { PlainLine, type Answer, type Carrier } from "./plain-line.ts";
import { PlainRoom, type Ahead, type Seen } from "./plain-room.ts";
import { isEntry, Watch } from "./watch.ts";
import { Heard } from "./words.ts";
import type { Actor, Person, World } from "./world.ts";

const PASSING = ["unavailable", "rate_limited"];
/** So many pages are more than the system holds for a socket. */
const PAGES = 120;

const BLOCK = 256;
const FAR = 9_000;

const STEPS = {
  ...DOINGS,
  history: 8,
  look: 4,
  read: 4,
  change: 3,
  again: 8,
  typing: 2,
};

export class PlainActor implements Actor {
  readonly label: string;
  readonly person: Person;
  readonly heard = new Heard();
  id = "";
  readonly #world: World;
  readonly #carrier: Carrier;
  readonly #dice: Dice;
  readonly #acts: Acts;
  readonly #rooms = new Map<string, PlainRoom>();
  /** Done, and not answered. */
  readonly #open = new Set<Deed>();
  readonly #read = new Map<string, number>();
  readonly #aheads = new Map<string, readonly Ahead[]>();
  #line: PlainLine | undefined;
  /** The rooms that were joined on this line, and how far he has read those, as was told on it. */
  #here = new Set<string>();
  #marks = new Map<string, number>();
  #cuts = 0;
  #keys = 0;

  constructor(world: World, person: Person, carrier: Carrier, label: string) {
    this.#world = world;
    this.label = label;
    this.person = person;
    this.#carrier = carrier;
    this.#dice = new Dice(world.seed, label);
    this.#acts = new Acts(this.#dice, () => this.id);
    for (const id of person.rooms)
      this.#rooms.set(id, new PlainRoom(id, () => this.id, world.faults));
  }

  get token(): string | undefined {
    return this.person.token;
  }

  get at(): string {
    const cursors = [...this.#rooms.values()].map(({ cursor }) => cursor.seq);
    return `${this.label}: ${this.#cuts} cuts, at ${cursors.join()}, ${this.#line?.at}`;
  }

  async live(cuts: number): Promise<void> {
    const { progress } = this.#world;
    while (this.#cuts < cuts) {
      const dice = this.#dice;
      if (dice.oneIn(10)) await progress.after(dice.between(20, 150));
      if (dice.oneIn(20)) this.#forget();
      const isLagging = dice.oneIn(60);
      const cut: Cut = isLagging ? { at: "end" } : throwCut(dice);
      const line = await this.#enter(cut);
      if (isLagging && line !== undefined) await this.#lag(line);
      for (let steps = dice.between(0, 8); steps > 0; steps--)
        if (line !== undefined && !line.wire.isGone) await this.#step(line);
      await line?.rest();
      line?.wire.cut(dice.oneIn(2));
    }
  }

  async settle(): Promise<void> {
    for (;;) {
      const line = await this.#enter({ at: "end" });
      await line?.rest();
      for (const [room, seq] of this.#read)
        await line?.ask("read", { room, seq });
      if (line?.wire.isGone === false && this.#open.size === 0) return;
      line?.wire.cut();
    }
  }

  async reach(id: string, head: number): Promise<void> {
    const room = this.#roomOf(id);
    const line = this.#line;
    await line?.until(() => room.cursor.seq >= head);
    while (!room.isWhole && line?.wire.isGone === false)
      await this.#page(line, room, room.from, 200);
  }

  seen(room: string): Seen {
    return this.#roomOf(room).seen;
  }

  /** Over the line that there is. */
  ask<V extends VerbName>(verb: V, params: Params<V>): Promise<Answer<V>> {
    return this.#line?.ask(verb, params) ?? Promise.resolve("cut");
  }

  /** What pages had otherwise than it was known, in every life. */
  ahead(room: string): readonly Ahead[] {
    return [...(this.#aheads.get(room) ?? []), ...this.#roomOf(room).ahead];
  }

  dump(): string {
    return JSON.stringify([...this.#rooms.values()].map(({ seen }) => seen));
  }

  close(): void {
    this.#line?.wire.socket.destroy();
  }

  /** Starts over with no state at all. */
  #forget(): void {
    for (const { id } of this.#rooms.values())
      this.#rooms.set(id, new PlainRoom(id, () => this.id, this.#world.faults));
  }

  /** On a new line, in all rooms, with what was not answered sent again. */
  async #enter(cut: Cut): Promise<PlainLine | undefined> {
    const { net, running, words, progress } = this.#world;
    await net.whenUp();
    this.#here = new Set();
    this.#marks = new Map();
    const here = this.#here;
    const line = await PlainLine.open({
      net,
      ports: running.ports,
      carrier: this.#carrier,
      cut,
      onCut: () => {
        this.#cuts++;
        progress.cut();
      },
      watch: new Watch(words, this.heard),
      onEvent: (event) => this.#hear(event, here),
    });
    this.#line = line;
    const { token } = this.person;
    if (line === undefined || token === undefined) return undefined;
    const hello = line.ask("hello", { token }, ({ id }) => void (this.id = id));
    const joins = [...this.#rooms.values()].map((room) =>
      this.#join(line, room),
    );
    this.#must(await hello, "hello");
    await Promise.all(joins);
    if (line.wire.isGone) return undefined;
    for (const deed of this.#open) this.#send(line, deed);
    return line;
  }

  async #join(line: PlainLine, room: PlainRoom): Promise<void> {
    const { cursor, id } = room;
    const here = this.#here;
    if (cursor.epoch !== "") {
      const isFalse = this.#dice.oneIn(40);
      const since = isFalse ? this.#falsified(cursor) : cursor;
      const resumed = await line.ask("join", { room: id, since }, (ok) => {
        room.goOn(since.seq, ok);
        this.#marked(id, ok.read);
        here.add(id);
      });
      if (!isFalse) return this.#must(resumed, "resume");
      if (resumed === "cut") return;
      if ("ok" in resumed || resumed.code !== "reset")
        this.#world.faults.found("A false cursor was not refused.", resumed);
    }
    const last = this.#dice.between(0, 200);
    const joined = await line.ask("join", { room: id, last }, (ok) => {
      room.startOver(ok);
      this.#marked(id, ok.read);
      here.add(id);
    });
    this.#must(joined, "join");
  }

  #falsified({ epoch, seq }: PlainRoom["cursor"]): PlainRoom["cursor"] {
    return this.#dice.oneIn(2)
      ? { epoch: `${epoch}x`, seq }
      : { epoch, seq: seq + 1_000_000 };
  }

  #hear(event: Event, here: ReadonlySet<string>): void {
    if (isEntry(event) && here.has(event.room))
      this.#roomOf(event.room).take(event);
    if (event.ev === "read") this.#marked(event.room, event.seq);
  }

  /** How far he has read never goes back, as long as the server lives. */
  #marked(room: string, seq: number): void {
    const before = this.#marks.get(room) ?? 0;
    if (seq < before)
      this.#world.faults.found(`He had read up to ${before}.`, { room, seq });
    this.#marks.set(room, seq);
  }

  /** Whatever is asked here is never refused. */
  #must(answer: Answer<"hello" | "join" | "history" | "read">, what: string) {
    if (answer !== "cut" && "code" in answer && !PASSING.includes(answer.code))
      this.#world.faults.found(`${what} was refused.`, answer);
  }

  /** Stops reading, with more under way than the system holds, and reads on later. */
  async #lag(line: PlainLine): Promise<void> {
    const room = this.#dice.pick([...this.#rooms.values()]);
    if (room === undefined) return;
    line.pause();
    for (let pages = PAGES; pages > 0; pages--)
      void this.#page(line, room, Infinity, 200);
    await this.#world.progress.after(this.#dice.between(20, 80));
    line.resume();
  }

  async #step(line: PlainLine): Promise<void> {
    const dice = this.#dice;
    const room = dice.pick([...this.#rooms.values()]);
    if (room === undefined) return;
    const { id } = room;
    const step = dice.weigh(STEPS);
    switch (step) {
      case "history":
        for (let pages = dice.between(1, 5); pages > 0; pages--)
          this.#leaf(line, room);
        break;
      case "look": {
        const { seq = 1 } = dice.pick(room.messages) ?? {};
        void line.ask("versions", { room: id, seq });
        void line.ask("reactions", { room: id, seq });
        break;
      }
      case "read": {
        const seq = dice.between(1, room.cursor.seq);
        this.#read.set(id, Math.max(seq, this.#read.get(id) ?? 0));
        void line.ask("read", { room: id, seq });
        break;
      }
      case "again":
        this.#again(line, room);
        break;
      case "typing":
        void line.ask("typing", { room: id });
        break;
      case "change":
        if (this.person.isOwner) this.#change(line, id);
        break;
      default:
        this.#act(line, room, step);
    }
    if (dice.oneIn(2)) await line.rest();
  }

  /** A page somewhere: before what is known, in it, or the newest. */
  #leaf(line: PlainLine, room: PlainRoom): void {
    const { seq } = room.cursor;
    const within = this.#dice.between(1, seq + 1);
    const before = this.#dice.pick([room.from, within, Infinity]) ?? 1;
    void this.#page(line, room, before, this.#dice.between(1, 100));
  }

  /** To messages to which nothing is under way: what is sent again keeps its order of itself then. */
  #act(line: PlainLine, room: PlainRoom, doing: Doing): void {
    const busy = new Set<number>();
    for (const { act } of this.#open) if ("seq" in act) busy.add(act.seq);
    const free = room.messages.filter(({ seq }) => !busy.has(seq));
    const act = this.#acts.throw(doing, free);
    if (act !== undefined) this.#do(line, room.id, act);
  }

  #do(line: PlainLine, room: string, act: Act): void {
    const { name } = this.person;
    const key = `${this.label}-${++this.#keys}`;
    const deed = this.#world.deeds.begin(name, room, key, act);
    this.#open.add(deed);
    this.#send(line, deed);
  }

  #send(line: PlainLine, deed: Deed): void {
    const { act, room, key } = deed;
    if (act.do === "topic" || act.do === "title") return;
    const { do: verb, ...about } = act;
    const params = { ...about, room, key } as Params<"say">;
    const asked = line.ask(verb as "say", params, ({ seq }) => {
      this.#open.delete(deed);
      this.#world.deeds.kept(deed, seq);
    });
    void asked.then((answer) => {
      if (answer === "cut" || "ok" in answer) return;
      if (PASSING.includes(answer.code)) return;
      this.#open.delete(deed);
      this.#world.deeds.refused(deed, answer.code);
    });
  }

  /** Another topic, or title: without a key, so that it is done once or not at all. */
  #change(line: PlainLine, room: string): void {
    const act = this.#acts.change();
    const { do: what, text } = act;
    const { deeds } = this.#world;
    const deed = deeds.begin(this.person.name, room, text, act);
    const change = what === "topic" ? { topic: text } : { title: text };
    void line.ask("change", { room, ...change }).then((answer) => {
      if (answer === "cut") deeds.uncertain(deed);
      else if ("ok" in answer) deeds.kept(deed);
      else deeds.refused(deed, answer.code);
    });
  }

  /** Joins once more from somewhere before: what comes a second time changes nothing. */
  #again(line: PlainLine, room: PlainRoom): void {
    const { epoch, seq } = room.cursor;
    // What is farther behind is not resumed.
    const from = this.#dice.between(Math.max(0, seq - FAR), seq);
    // The server reads for all who are behind in blocks: where one begins it may have been read before.
    const at = this.#dice.oneIn(2) ? from : from - (from % BLOCK);
    const since = { epoch, seq: at };
    const joined = line.ask("join", { room: room.id, since }, (ok) =>
      room.goOn(since.seq, ok),
    );
    void joined.then((answer) => this.#must(answer, "resume"));
  }

  async #page(
    line: PlainLine,
    room: PlainRoom,
    before: number,
    limit: number,
  ): Promise<void> {
    const params = { room: room.id, limit };
    const answer = await line.ask(
      "history",
      before === Infinity ? params : { ...params, before },
      (page) => room.page(page),
    );
    this.#must(answer, "history");
  }

  #roomOf(id: string): PlainRoom {
    const room = this.#rooms.get(id);
    if (room === undefined) throw new Error(`${id} is no room of his.`);
    return room;
  }
}
