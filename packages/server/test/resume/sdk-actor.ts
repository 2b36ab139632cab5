// A client with the SDK: it is told what to do and left to itself, with its connections cut; now and then its program
// dies and begins again with what it has saved.
import type { ClientState, Message, RoomState, Saying } from "@koine/client";
import { KoineError } from "@koine/client";
import type { EntryEvent } from "@koine/protocol";
import { Acts, DOINGS, type Doing } from "./acts.ts";
import type { Act, Deed } from "./deed.ts";
import { Dice } from "./dice.ts";
import { throwCut, type Wire } from "./net.ts";
import type { Seen } from "./plain-room.ts";
import { Program } from "./sdk-program.ts";
import { Watch } from "./watch.ts";
import { Heard } from "./words.ts";
import type { Actor, Person, World } from "./world.ts";

const KINDS = [
  "said",
  "edited",
  "deleted",
  "reacted",
  "topic",
  "titled",
] as const;

const STEPS = { ...DOINGS, older: 16, read: 6, change: 3, typing: 2 };
/** With so much waiting, nothing more is done. */
const MOST = 25;
/** So many pages are more than the system holds for a socket. */
const PAGES = 120;

export class SdkActor implements Actor {
  readonly label: string;
  readonly person: Person;
  readonly heard = new Heard();
  readonly #world: World;
  readonly #dice: Dice;
  readonly #acts: Acts;
  #program: Program;
  /** Done in this program's life, and not answered. */
  readonly #open = new Map<string, Deed>();
  /** What an earlier program has saved: this one sends it, and tells nobody. */
  readonly #owed = new Set<Deed>();
  #isThorough = false;
  #cuts = 0;
  #most = 0;
  #keys = 0;
  readonly #quoted = new Map<string, readonly Message[]>();
  #onSettled: (() => void) | undefined;

  constructor(world: World, person: Person, label: string) {
    this.#world = world;
    this.person = person;
    this.label = label;
    this.#dice = new Dice(world.seed, label);
    this.#acts = new Acts(this.#dice, () => this.id);
    this.#program = this.#begin(undefined);
  }

  get id(): string {
    return this.#state.me?.id ?? "";
  }

  get #state(): ClientState {
    return this.#program.client.state;
  }

  get at(): string {
    const { connection, rooms } = this.#state;
    const all = [...rooms.values()].map(
      ({ cursor, presence, pending, changes }) =>
        `${presence.is} ${cursor} ${[...pending, ...changes].map(({ status }) => status.is).join()}`,
    );
    return `${this.label}: ${this.#cuts} cuts, ${connection.is}, ${all.join("; ")}, ${this.#open.size} open`;
  }

  async live(cuts: number): Promise<void> {
    this.#most = cuts;
    const dice = this.#dice;
    while (this.#cuts < cuts) {
      if (dice.oneIn(3)) this.#steps();
      if (dice.oneIn(10)) await this.#stayAway();
      const wire = await this.#program.nextWire();
      await Promise.race([this.#here(), wire.gone]);
      if (dice.oneIn(25)) this.#die();
      else if (dice.oneIn(60)) await this.#lag(wire);
      else this.#steps();
      await Promise.race([this.#settled(), wire.gone]);
      wire.cut(dice.oneIn(2));
    }
  }

  async settle(): Promise<void> {
    await this.#until(
      ({ connection, rooms }) =>
        connection.is === "online" &&
        this.person.rooms.every((id) => {
          const room = rooms.get(id);
          return (
            room?.presence.is === "here" &&
            [...room.pending, ...room.changes].every(
              ({ status }) => status.is === "failed",
            )
          );
        }),
    );
    await this.#settled();
    for (const deed of this.#owed) {
      const failed = this.#failed(deed);
      if (failed !== undefined) this.#world.deeds.refused(deed, failed);
      else if (deed.act.do === "say") this.#world.deeds.kept(deed);
    }
  }

  async reach(id: string, head: number): Promise<void> {
    const { client } = this.#program;
    await this.#until(() => (client.room(id)?.cursor ?? 0) >= head);
    // Those that are among the older ones need no quoting any more.
    this.#quoted.set(id, [...(client.room(id)?.quoted.values() ?? [])]);
    while (client.room(id)?.hasOlder) await client.loadOlder(id, 200);
  }

  seen(id: string): Seen {
    const room = this.#room(id);
    if (room === undefined) throw new Error(`${id} is no room of his.`);
    const { epoch, cursor, topic, title, entries } = room;
    return { epoch, cursor, topic, title, lines: entries };
  }

  /** The older messages that it had asked for, as it had them in the end. */
  quoted(id: string): readonly Message[] {
    return this.#quoted.get(id) ?? [];
  }

  get token(): string | undefined {
    return this.#program.client.token;
  }

  /** How far it is read, and what is unread behind that. */
  standing(id: string): Pick<RoomState, "read" | "unread" | "mentions"> {
    const { read = 0, unread = 0, mentions = 0 } = this.#room(id) ?? {};
    return { read, unread, mentions };
  }

  dump(): string {
    const { rooms, ...state } = this.#state;
    const all = [...rooms.values()].map(({ quoted, ...room }) => ({
      ...room,
      quoted: [...quoted.values()],
    }));
    return JSON.stringify({ state, all, saved: this.#program.saved });
  }

  close(): void {
    this.#program.client.close();
  }

  #begin(saved: Program["saved"]): Program {
    const { net, running, words, faults, progress } = this.#world;
    const { name, token } = this.person;
    this.#isThorough = this.#dice.oneIn(2);
    const program = new Program({
      net,
      ports: () => running.ports,
      dice: new Dice(this.#dice.between(0, 1_000_000), this.label),
      name,
      token,
      saved,
      entries: this.#isThorough ? 2_000 : 60,
      nextCut: () =>
        this.#cuts < this.#most ? throwCut(this.#dice) : { at: "end" },
      onCut: () => {
        this.#cuts++;
        progress.cut();
      },
      newKey: () => `${this.label}-${++this.#keys}`,
      newWatch: () => new Watch(words, this.heard),
      onWarning: (message, cause) => faults.found(message, cause),
    });
    const cursors = new Map<string, number>();
    for (const kind of KINDS)
      program.client.on(kind, (entry) => {
        this.#hear(entry, cursors);
        if (entry.ev === "deleted") this.#mustBeGone(program, entry);
      });
    this.#start(program);
    return program;
  }

  #start({ client }: Program): void {
    client.start().catch(this.#refusal);
    for (const room of this.person.rooms)
      client.join(room).catch(this.#refusal);
  }

  /** What the app is told comes once and in order, and without a hole. */
  #hear({ room, seq }: EntryEvent, cursors: Map<string, number>): void {
    const cursor = cursors.get(room) ?? seq - 1;
    if (seq !== cursor + 1)
      this.#world.faults.found(`${seq} was told behind ${cursor}.`, room);
    cursors.set(room, seq);
  }

  /** At once: nobody is shown for a moment what he has been told to forget. */
  #mustBeGone(
    { client }: Program,
    { room, of }: Extract<EntryEvent, { ev: "deleted" }>,
  ): void {
    const { entries = [], quoted, changes = [] } = client.room(room) ?? {};
    if (changes.some(({ seq }) => seq === of))
      this.#world.faults.found("It was deleted, and is to be changed.", of);
    const message = entries.find(({ seq }) => seq === of) ?? quoted?.get(of);
    if (message?.ev === "said" && !message.gone)
      this.#world.faults.found("It was deleted, and is shown.", message);
  }

  #die(): void {
    const { saved } = this.#program;
    // A guest of whom nothing is saved would be somebody else.
    if (saved?.me?.token === undefined && this.person.token === undefined)
      return;
    this.#program.die();
    const { deeds } = this.#world;
    for (const deed of this.#open.values()) deeds.uncertain(deed);
    for (const { key } of saved?.unsent ?? []) {
      const deed = deeds.find(key);
      if (deed === undefined) continue;
      // It may have been taken back right before: then that was not saved.
      deeds.uncertain(deed);
      if (deed.end.is === "uncertain") this.#owed.add(deed);
    }
    this.#open.clear();
    this.#program = this.#begin(saved);
  }

  /** Out of the net's reach for a while. */
  async #stayAway(): Promise<void> {
    const { client } = this.#program;
    client.close();
    await this.#world.progress.after(this.#dice.between(20, 150));
    this.#start(this.#program);
  }

  /** Stops reading, with more under way than the system holds, and reads on later. */
  async #lag({ gone }: Wire): Promise<void> {
    const { client } = this.#program;
    const room = this.#dice.pick(this.person.rooms) ?? "";
    this.#program.pause();
    for (let pages = PAGES; pages > 0; pages--)
      client.call("history", { room, limit: 200 }).catch(() => undefined);
    const { progress } = this.#world;
    await Promise.race([gone, progress.after(this.#dice.between(20, 80))]);
    this.#program.resume();
  }

  #steps(): void {
    for (let steps = this.#dice.between(0, 8); steps > 0; steps--) {
      const id = this.#dice.pick(this.person.rooms) ?? "";
      const room = this.#room(id);
      if (room !== undefined) this.#step(room);
    }
  }

  #step(room: RoomState): void {
    const { client } = this.#program;
    const { id, cursor } = room;
    const dice = this.#dice;
    const step = dice.weigh(STEPS);
    switch (step) {
      case "older":
        this.#lookBack(id, dice.between(1, cursor + 1));
        break;
      case "read":
        client.markRead(id, dice.between(0, cursor));
        break;
      case "typing":
        client.typing(id);
        break;
      case "change":
        if (this.person.isOwner) this.#change(id);
        break;
      default:
        this.#act(room, step);
    }
  }

  /** Some read page after page, others only what is answered to. */
  #lookBack(room: string, seq: number): void {
    const { client } = this.#program;
    const asked = this.#isThorough
      ? client.loadOlder(room, Math.min(seq, 200))
      : client.quote(room, seq);
    asked.catch(this.#refusal);
  }

  /** Those that it had asked for are as good as the newest. */
  #act(room: RoomState, doing: Doing): void {
    const { pending, changes, quoted, entries } = room;
    if (pending.length + changes.length > MOST) return;
    const all = this.#dice.oneIn(4) ? [...quoted.values()] : entries;
    const messages = all.filter((entry) => entry.ev === "said");
    const act = this.#acts.throw(doing, messages);
    if (act !== undefined) this.#do(room.id, act);
  }

  #do(room: string, act: Act): void {
    const { client } = this.#program;
    // The SDK takes the next key.
    const key = `${this.label}-${this.#keys + 1}`;
    const deed = this.#world.deeds.begin(this.person.name, room, key, act);
    this.#open.set(key, deed);
    const { kept } = start(client, room, act);
    kept.then(
      ({ seq }) =>
        this.#answered(deed, () => this.#world.deeds.kept(deed, seq)),
      (error: unknown) =>
        this.#answered(deed, () =>
          this.#world.deeds.refused(deed, codeOf(error)),
        ),
    );
  }

  /** An earlier program's answers count for nothing. */
  #answered(deed: Deed, end: () => void): void {
    if (!this.#open.delete(deed.key)) return;
    end();
    if (this.#open.size === 0) this.#onSettled?.();
  }

  #change(room: string): void {
    const act = this.#acts.change();
    const { do: what, text } = act;
    const { deeds } = this.#world;
    const deed = deeds.begin(this.person.name, room, text, act);
    const change = what === "topic" ? { topic: text } : { title: text };
    this.#program.client.call("change", { room, ...change }).then(
      () => deeds.kept(deed),
      (error: unknown) => {
        if (codeOf(error) === "cut") deeds.uncertain(deed);
        else deeds.refused(deed, codeOf(error));
      },
    );
  }

  readonly #refusal = (error: unknown): void => {
    if (codeOf(error) !== "closed") this.#world.faults.thrown(error);
  };

  #failed({ room, key }: Deed): string | undefined {
    const { pending = [], changes = [] } = this.#room(room) ?? {};
    const one = [...pending, ...changes].find((each) => each.key === key);
    return one?.status.is === "failed" ? one.status.error.code : undefined;
  }

  #room(id: string): RoomState | undefined {
    return this.#state.rooms.get(id);
  }

  /** Resolves when nothing of this program's is open. */
  #settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#onSettled = resolve;
      if (this.#open.size === 0) resolve();
    });
  }

  /** Resolves when it is in all its rooms. */
  #here(): Promise<void> {
    return this.#until(({ rooms }) =>
      this.person.rooms.every((id) => rooms.get(id)?.presence.is === "here"),
    );
  }

  #until(isSo: (state: ClientState) => boolean): Promise<void> {
    const { client } = this.#program;
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(client.state)) return;
        end();
        resolve();
      };
      const end = client.subscribe(look);
      look();
    });
  }
}

function start(client: Program["client"], room: string, act: Act): Saying {
  switch (act.do) {
    case "say":
      return client.say(
        room,
        act.text,
        act.reply === undefined ? {} : { reply: act.reply },
      );
    case "edit":
      return client.edit(room, act.seq, act.text);
    case "delete":
      return client.delete(room, act.seq);
    case "react":
      return client.react(room, act.seq, act.reaction, act.on);
    default:
      throw new Error(`${act.do} is no matter of the outbox.`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof KoineError ? error.code : String(error);
}
