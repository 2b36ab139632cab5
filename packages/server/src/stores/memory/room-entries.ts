// The entries of one room in memory, each as it reads now. Used by the log, and by the rooms for what is unread.
import { ChatError } from "../../core/errors.ts";
import type {
  Draft,
  Entry,
  EntryOf,
  IdentityId,
  RoomId,
} from "../../core/entries.ts";
import type { Reactor, Version } from "../../core/ports/log.ts";
import { mostEdits, mostReactions } from "../bounds.ts";
import { keptOf, mentionsIn } from "../drafts.ts";
import {
  noMessage,
  notReacted,
  tooManyEdits,
  tooManyReactions,
} from "../refusals.ts";

/** What is kept of a message beside its entry, once there is something. */
interface Overlay {
  /** Its texts, the first one first. */
  readonly versions: Version[];
  /** By reaction and by identity; in the order of giving. */
  readonly reactions: Map<string, Map<IdentityId, Reactor>>;
}

export class RoomEntries {
  readonly #room: RoomId;
  readonly #entries: Entry[] = [];
  /** The seqs of entries by author and key. */
  readonly #keys = new Map<string, number>();
  readonly #overlays = new Map<number, Overlay>();

  constructor(room: RoomId) {
    this.#room = room;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** When the newest was made; 0 when there is none. */
  get lastAt(): number {
    return this.#entries.at(-1)?.at ?? 0;
  }

  at(seq: number): Entry | undefined {
    return this.#entries[seq - 1];
  }

  /** Those above `after` up to and including `last`. */
  between(after: number, last: number): readonly Entry[] {
    return this.#entries.slice(Math.max(0, after), Math.max(0, last));
  }

  /** The last entry of someone among the newest `most`; 0 when there is none. */
  lastBy(by: IdentityId, most: number): number {
    const newest = this.#entries.slice(-most);
    return newest.findLast((entry) => entry.by === by)?.seq ?? 0;
  }

  byKey(by: IdentityId, key: string): Entry | undefined {
    const seq = this.#keys.get(keyOf(by, key));
    return seq === undefined ? undefined : this.at(seq);
  }

  /** The entry that did the same before, if there is one. */
  repeated(draft: Draft): Entry | undefined {
    const { by, key } = draft;
    const first = key === undefined ? undefined : this.byKey(by, key);
    if (first !== undefined || draft.kind !== "reacted" || !draft.isOn)
      return first;
    const given = this.#overlays.get(draft.of)?.reactions.get(draft.reaction);
    const reactor = given?.get(by);
    return reactor === undefined ? undefined : this.at(reactor.seq);
  }

  /** @throws ChatError `no_such_message`, `too_many`; nothing is changed then. */
  append(draft: Draft): Entry {
    const seq = this.length + 1;
    const at = Math.max(Date.now(), this.lastAt);
    const count = this.#change(draft, seq, at);
    const entry = keptOf(this.#room, draft, { seq, at, count });
    this.#entries.push(entry);
    if (draft.key !== undefined)
      this.#keys.set(keyOf(draft.by, draft.key), seq);
    return entry;
  }

  /** Does to a message what the draft says; how many have given the reaction then. */
  #change(draft: Draft, seq: number, at: number): number {
    if (draft.kind === "said" && draft.reply !== undefined)
      this.#message(draft.reply);
    else if (draft.kind === "edited") this.#edit(draft, seq, at);
    else if (draft.kind === "deleted") this.#delete(draft.of);
    else if (draft.kind === "reacted") return this.#react(draft, seq);
    return 0;
  }

  #message(seq: number): EntryOf<"said"> {
    const entry = this.at(seq);
    if (entry?.kind !== "said" || entry.isGone === true)
      throw new ChatError("no_such_message", noMessage);
    return entry;
  }

  #overlay({ seq, at, text }: EntryOf<"said">): Overlay {
    const known = this.#overlays.get(seq);
    if (known !== undefined) return known;
    const overlay = { versions: [{ seq, at, text }], reactions: new Map() };
    this.#overlays.set(seq, overlay);
    return overlay;
  }

  #edit(
    draft: Extract<Draft, { kind: "edited" }>,
    seq: number,
    at: number,
  ): void {
    const message = this.#message(draft.of);
    const { text } = draft;
    const overlay = this.#overlay(message);
    if (overlay.versions.length > mostEdits)
      throw new ChatError("too_many", tooManyEdits);
    overlay.versions.push({ seq, at, text });
    const mentions = mentionsIn(draft);
    this.#put({ ...message, text, mentions, edited: seq });
    for (const edit of this.#editsOf(message.seq))
      this.#put({ ...edit, text, mentions });
  }

  #delete(of: number): void {
    const { edited: _, ...message } = this.#message(of);
    const blank = { text: "", mentions: undefined, isGone: true } as const;
    this.#put({ ...message, ...blank });
    for (const edit of this.#editsOf(of)) this.#put({ ...edit, ...blank });
    this.#overlays.delete(of);
  }

  #editsOf(of: number): readonly EntryOf<"edited">[] {
    const seqs = this.#overlays.get(of)?.versions.map(({ seq }) => seq) ?? [];
    return seqs
      .map((seq) => this.at(seq))
      .filter((entry) => entry?.kind === "edited");
  }

  #put(entry: Entry): void {
    this.#entries[entry.seq - 1] = entry;
  }

  #react(
    { of, reaction, isOn, by, name }: Extract<Draft, { kind: "reacted" }>,
    seq: number,
  ): number {
    const message = this.#message(of);
    const known = this.#overlays.get(of)?.reactions.get(reaction);
    if (!isOn) {
      if (known?.delete(by) !== true)
        throw new ChatError("no_such_message", notReacted);
      if (known.size === 0) this.#overlays.get(of)?.reactions.delete(reaction);
      return known.size;
    }
    const { reactions } = this.#overlay(message);
    if (known === undefined && reactions.size >= mostReactions)
      throw new ChatError("too_many", tooManyReactions);
    const given = known ?? new Map<IdentityId, Reactor>();
    reactions.set(reaction, given.set(by, { id: by, name, reaction, seq }));
    return given.size;
  }

  /** The entry with the reactions that it has now, if it is a message. */
  withReactions(entry: Entry, viewer: IdentityId | undefined): Entry {
    const kinds = this.#overlays.get(entry.seq)?.reactions;
    if (entry.kind !== "said" || kinds === undefined || kinds.size === 0)
      return entry;
    const reactions = [...kinds].map(([reaction, given]) => ({
      reaction,
      count: given.size,
      isMine: viewer !== undefined && given.has(viewer),
    }));
    return { ...entry, reactions };
  }

  versions(seq: number): readonly Version[] {
    const entry = this.at(seq);
    if (entry?.kind !== "said" || entry.isGone === true) return [];
    const { at, text } = entry;
    return this.#overlays.get(seq)?.versions ?? [{ seq, at, text }];
  }

  /** In the order of giving. */
  reactors(of: number): readonly Reactor[] {
    const kinds = this.#overlays.get(of)?.reactions.values() ?? [];
    return [...kinds]
      .flatMap((given) => [...given.values()])
      .sort((a, b) => a.seq - b.seq);
  }

  /** Messages after `seq`, those that are gone too. */
  saidAfter(seq: number): number {
    return this.#entries.slice(seq).filter(({ kind }) => kind === "said")
      .length;
  }

  /** Messages of others after `seq` that mention him or the room, counted up to `most`. */
  mentionsAfter(seq: number, identity: IdentityId, most: number): number {
    const mentioned = this.#entries
      .slice(seq)
      .filter(
        (entry) =>
          entry.kind === "said" &&
          entry.by !== identity &&
          entry.mentions?.some((whom) => whom === identity || whom === "room"),
      );
    return Math.min(mentioned.length, most);
  }
}

function keyOf(by: IdentityId, key: string): string {
  return `${by}\n${key}`;
}
