// One room as this client knows it: its log up to a cursor, what is pending, who is there, what is unread.
import type { EntryEvent, Event, Result } from "@koine/protocol";
import { isShown, Log } from "./log.ts";
import { People } from "./people.ts";
import type {
  Access,
  Muted,
  PendingChange,
  PendingMessage,
  Person,
  Presence,
  Role,
  RoomState,
} from "./state.ts";
import { Typing } from "./typing.ts";
import type { Platform } from "./platform.ts";
import { Unread } from "./unread.ts";

type Joined = Result<"join">;
export type Standing = Result<"memberships">["rooms"][number];

export interface RoomOptions {
  readonly id: string;
  readonly title: string;
  /** Whom it is with, if it is a direct room. */
  readonly people?: readonly Person[] | undefined;
  /** Entries kept; more when older ones were loaded. */
  readonly most: number;
  readonly platform: Platform;
  /** Who one is. */
  readonly me: () => string;
  readonly pending: (room: string) => readonly PendingMessage[];
  readonly changes: (room: string) => readonly PendingChange[];
  readonly muted: (room: string) => Muted | undefined;
  /** Something has changed by itself. */
  readonly onChange: () => void;
}

export class Room {
  id: string;
  title: string;
  access: Access;
  topic = "";
  description = "";
  isArchived = false;
  name = "";
  role: Role = "guest";
  most = 0;
  master: Person | undefined;
  /** Whether this person is known to be a member. */
  isMember = false;
  /** Its log was read as somebody else. */
  isForeign = false;
  readonly log: Log;
  readonly unread: Unread;
  /** Who is here now. */
  readonly members = new People();
  readonly typing: Typing;
  readonly #options: RoomOptions;
  #presence: Presence = { is: "joining" };
  #startedOver = 0;
  /** The first entry that came while it was not joined yet: what is said from there on is news. */
  #news: number | undefined;
  #people: readonly Person[];
  #state: RoomState | undefined;

  constructor(options: RoomOptions) {
    const { id, title, people, most, platform, me } = options;
    this.#options = options;
    this.id = id;
    this.title = title;
    this.access = people === undefined ? "public" : "direct";
    this.#people = people ?? [];
    this.log = new Log(most, me);
    this.unread = new Unread(this.log);
    this.typing = new Typing(platform, () => {
      this.touch();
      options.onChange();
    });
  }

  /** The present snapshot: the same object as long as nothing changes. */
  get state(): RoomState {
    return (this.#state ??= this.#snapshot());
  }

  #snapshot(): RoomState {
    const { id, log, members, typing, unread } = this;
    const changes = this.#options.changes(id);
    const { entries, quoted } = log.shown(changes);
    return {
      id,
      title: this.title,
      access: this.access,
      topic: this.topic,
      description: this.description,
      isArchived: this.isArchived,
      name: this.name,
      role: this.role,
      people: this.#people,
      most: this.most,
      master: this.master,
      presence: this.#presence,
      muted: this.#options.muted(id),
      epoch: log.epoch,
      cursor: log.cursor,
      entries,
      quoted,
      hasOlder: log.hasOlder,
      startedOver: this.#startedOver,
      pending: this.#options.pending(id),
      changes,
      members: members.sorted,
      membersComplete: members.isComplete,
      count: members.count,
      typing: typing.all,
      ...unread.counts,
      read: unread.read,
    };
  }

  /** Something that the snapshot shows has changed. */
  touch(): void {
    this.#state = undefined;
  }

  get presence(): Presence {
    return this.#presence;
  }

  set presence(presence: Presence) {
    this.#presence = presence;
    if (presence.is !== "here") this.typing.clear();
    this.touch();
  }

  get isDirect(): boolean {
    return this.access === "direct";
  }

  /** Whether something waits to be sent here, or was refused. */
  get hasPending(): boolean {
    const { pending, changes } = this.#options;
    return pending(this.id).length + changes(this.id).length > 0;
  }

  /** Whom it is with. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** A direct room is called as the others in it are. */
  set people(people: readonly Person[]) {
    this.#people = people;
    this.title = people.map(({ name }) => name).join(", ");
    this.touch();
  }

  /**
   * Joined: goes on where it was if the join resumed, else begins with the newest entries. Returns those of them that
   * follow what was known, over a gap.
   */
  joined(result: Joined, isResumed: boolean): readonly EntryEvent[] {
    this.id = result.room;
    this.name = result.name;
    this.access = result.access;
    this.most = result.most;
    this.topic = result.topic;
    this.description = result.description;
    this.isArchived = result.archived;
    this.role = result.role;
    this.master = undefined;
    this.isMember = true;
    this.isForeign = false;
    // The server names a direct room after all of its people.
    if (!this.isDirect) this.title = result.title;
    else if (this.#people.length === 0)
      this.title = othersIn(result.title, result.name);
    this.presence = { is: "here" };
    this.members.entered(this.#options.me(), result.count);
    const isOtherLog = result.epoch !== this.log.epoch;
    const fresh = isResumed ? [] : this.#startOver(result, isOtherLog);
    if (isResumed) this.log.goOn(result.first);
    this.unread.joined(result.read, isOtherLog);
    return fresh;
  }

  #startOver(result: Joined, isOtherLog: boolean): readonly EntryEvent[] {
    const { entries = [], seq } = result;
    const { epoch, cursor } = this.log;
    if (epoch !== "") this.#startedOver++;
    const known = isOtherLog ? (this.#news ?? seq + 1) - 1 : cursor;
    this.#news = undefined;
    this.log.startOver(result);
    for (const entry of entries) this.#meet(entry);
    return entries.filter((entry) => entry.seq > known);
  }

  /** As the server has it, joined or not. */
  stands(standing: Standing): void {
    const { epoch, seq, read, unread, mentions, people } = standing;
    const me = this.#options.me();
    this.isMember = true;
    this.access = standing.access;
    this.topic = standing.topic;
    this.isArchived = standing.archived;
    this.role = standing.role;
    if (!this.isDirect) this.title = standing.title;
    else if (people !== undefined)
      this.people = people.filter(({ id }) => id !== me);
    if (this.log.epoch === "" || this.log.epoch === epoch)
      this.unread.told(read, { epoch, seq, unread, mentions });
    this.touch();
  }

  /** Read at another connection, or here: what the server says of it. */
  told({
    seq,
    unread,
    mentions,
  }: Pick<Event & { ev: "read" }, "seq" | "unread" | "mentions">): void {
    const { epoch, cursor } = this.log;
    this.unread.told(seq, { epoch, seq: cursor, unread, mentions });
    this.touch();
  }

  /** Somebody else has no part in what one has read and reacted to. */
  disown(): void {
    this.isMember = false;
    this.isForeign = true;
    this.unread.forget();
    this.touch();
  }

  /** An entry has come while the room was not joined yet: the join's answer may have it. */
  comes(seq: number): void {
    if (this.log.epoch === "") this.#news ??= seq;
  }

  /** The next entry: whether it was applied, was known already, or comes after a hole. */
  apply(entry: EntryEvent): "applied" | "known" | "hole" {
    const applied = this.log.apply(entry);
    if (applied !== "applied") return applied;
    if (entry.ev === "topic") this.topic = entry.text;
    if (entry.ev === "titled") this.title = entry.text;
    if (this.log.isTooLong) {
      this.unread.fix();
      this.log.cut();
    }
    if (entry.ev === "said") this.typing.ended(entry.by);
    this.#meet(entry);
    this.touch();
    return "applied";
  }

  /** No notice tells that another in a direct room is called otherwise: what he says does. */
  #meet(entry: EntryEvent): void {
    const { by: id, name } = entry;
    if (!this.isDirect || id === this.#options.me() || !isShown(entry)) return;
    const known = this.#people.find((person) => person.id === id);
    if (known?.name === name) return;
    const person = { id, name };
    this.people =
      known === undefined
        ? [...this.#people, person]
        : this.#people.map((one) => (one === known ? person : one));
  }
}

/** Names have no comma. */
function othersIn(title: string, me: string): string {
  const names = title.split(", ");
  return names.filter((name) => name !== me).join(", ") || title;
}
