// What editing, deleting and reacting to a message mean for what was read of it before: whoever is sent it later is
// given no outdated word, and none that was deleted.
import type { Entry, EntryOf, IdentityId, Reaction } from "../entries.ts";

/** An entry that changes how an earlier one reads. */
export type Change = EntryOf<"edited" | "deleted">;

/** By the seq of the message, the last thing that happened to it. */
export type Changes = ReadonlyMap<number, Change>;

export const isChange = (entry: Entry): entry is Change =>
  entry.kind === "edited" || entry.kind === "deleted";

/** What entries, in order, do to messages: of several the last counts. */
export function changesIn(entries: Iterable<Entry>): Changes {
  const changes = new Map<number, Change>();
  for (const entry of entries)
    if (isChange(entry)) changes.set(entry.of, entry);
  return changes;
}

/** The entry as it is after the changes; itself when none concerns it. */
export function changed(entry: Entry, changes: Changes): Entry {
  if (entry.kind !== "said" && entry.kind !== "edited") return entry;
  const message = entry.kind === "said" ? entry.seq : entry.of;
  const change = changes.get(message);
  if (change === undefined || entry.isGone === true) return entry;
  if (change.kind === "deleted") return gone(entry);
  const { seq, text, mentions } = change;
  if (entry.kind === "edited")
    return entry.seq < seq ? { ...entry, text, mentions } : entry;
  return (entry.edited ?? 0) < seq
    ? { ...entry, text, mentions, edited: seq }
    : entry;
}

function gone(entry: EntryOf<"said" | "edited">): Entry {
  const blank = {
    text: "",
    mentions: undefined,
    extra: undefined,
    isGone: true,
  } as const;
  return entry.kind === "edited"
    ? { ...entry, ...blank }
    : { ...entry, ...blank, edited: undefined, reactions: undefined };
}

/** A page with reactions, read before the entries `later`, as it is after them; `viewer` is who asked for it. */
export function pageAfter(
  page: readonly Entry[],
  later: readonly Entry[],
  viewer: IdentityId | undefined,
): readonly Entry[] {
  const changes = changesIn(later);
  const reacted = Map.groupBy(
    later.filter((entry) => entry.kind === "reacted"),
    ({ of }) => of,
  );
  if (changes.size === 0 && reacted.size === 0) return page;
  return page.map((entry) => {
    const now = changed(entry, changes);
    const given = now.kind === "said" ? reacted.get(now.seq) : undefined;
    if (given === undefined || now.kind !== "said" || now.isGone === true)
      return now;
    return { ...now, reactions: reactionsAfter(now.reactions, given, viewer) };
  });
}

function reactionsAfter(
  before: readonly Reaction[] | undefined,
  given: readonly EntryOf<"reacted">[],
  viewer: IdentityId | undefined,
): readonly Reaction[] | undefined {
  const reactions = new Map(before?.map((one) => [one.reaction, one]));
  for (const { reaction, count, by, isOn } of given) {
    const wasMine = reactions.get(reaction)?.isMine ?? false;
    const isMine = by === viewer ? isOn : wasMine;
    if (count === 0) reactions.delete(reaction);
    else reactions.set(reaction, { reaction, count, isMine });
  }
  return reactions.size === 0 ? undefined : [...reactions.values()];
}
