// The people and the small steps that the tests of stores share.
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type {
  Cursor,
  Draft,
  Entry,
  RoomId,
} from "../../../src/core/entries.ts";
import { newIdentityId, newRoomId } from "../../../src/core/ids.ts";
import type {
  AuditRecord,
  Sanction,
} from "../../../src/core/ports/house-store.ts";
import type { CommitObserver, Store } from "../../../src/core/ports/store.ts";
import type { IdentityRecord } from "../../../src/core/ports/identity-store.ts";
import type { RoomRecord } from "../../../src/core/ports/room-store.ts";

export type Open = (observer?: CommitObserver) => Promise<Store>;

export const ann = "ann0000000000000";
export const bob = "bob0000000000000";
export const cat = "cat0000000000000";

/** Closed at the end of the test. */
export async function opened(open: Open): Promise<Store> {
  const store = await open();
  onTestFinished(() => store[Symbol.asyncDispose]());
  return store;
}

/** One for all tests of the suite that calls it: they keep to rooms of their own. */
export function openedOnce(open: Open): () => Store {
  let store: Store | undefined;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.[Symbol.asyncDispose]());
  return () => {
    if (store === undefined) throw new Error("The store is not open yet.");
    return store;
  };
}

export const said = (
  by: string,
  text: string,
  key?: string,
): Extract<Draft, { kind: "said" }> => ({
  kind: "said",
  by,
  name: by.slice(0, 3),
  text,
  key,
});

const authored = (by: string) => ({ by, name: by.slice(0, 3) });

export const edited = (by: string, of: number, text: string, key?: string) => ({
  ...authored(by),
  kind: "edited" as const,
  of,
  text,
  key,
});

export const deleted = (by: string, of: number, key?: string) => ({
  ...authored(by),
  kind: "deleted" as const,
  of,
  key,
});

export const reacted = (
  by: string,
  of: number,
  reaction: string,
  isOn = true,
) => ({ ...authored(by), kind: "reacted" as const, of, reaction, isOn });

export const topic = (by: string, text: string) => ({
  ...authored(by),
  kind: "topic" as const,
  text,
});

export const titled = (by: string, text: string) => ({
  ...authored(by),
  kind: "titled" as const,
  text,
  folded: text.toLowerCase(),
});

/** A public room of that title, before it is made. */
export const recordOf = (title: string): RoomRecord => ({
  id: newRoomId(),
  title,
  folded: title.toLowerCase(),
  kind: "public",
  most: 0,
  master: undefined,
  topic: "",
  description: "",
  isArchived: false,
});

/** The direct room of these people, before it is made. */
export const directOf = (...people: readonly string[]): RoomRecord => ({
  ...recordOf(""),
  folded: `\u0000${people.join(" ")}`,
  kind: "direct",
});

/** A private room of that title, before it is made. */
export const privateOf = (title: string): RoomRecord => {
  const record = recordOf(title);
  return { ...record, folded: `\u0000${record.id}`, kind: "private" };
};

export async function makeRoom(store: Store, title: string): Promise<RoomId> {
  const { room } = await store.rooms.create(recordOf(title));
  return room.id;
}

/** A room with a title of its own. */
export const newRoom = (store: Store): Promise<RoomId> =>
  makeRoom(store, newRoomId());

/** Appends so many entries, all at once; their texts are 1, 2, 3 … */
export async function sayMany(
  store: Store,
  room: RoomId,
  count: number,
  by = ann,
): Promise<readonly Entry[]> {
  const appended = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      store.log.append(room, said(by, String(n + 1))),
    ),
  );
  return appended.map(({ entry }) => entry);
}

export async function startOf(store: Store, room: RoomId): Promise<Cursor> {
  return { epoch: (await store.log.state(room)).epoch, seq: 0 };
}

export const seqsOf = (
  entries: readonly Entry[] | "reset",
): readonly number[] | "reset" =>
  entries === "reset" ? entries : entries.map(({ seq }) => seq);

/** Everything in a log as it reads now, of at most 1,000 entries. */
export async function readAll(
  store: Store,
  room: RoomId,
): Promise<readonly Entry[]> {
  const all = await store.log.read(room, await startOf(store, room), 1_000);
  return all === "reset" ? [] : all;
}

/** What an entry says, whatever it is: "" for one without words. */
export const textOf = (entry: Entry | undefined): string =>
  entry !== undefined && "text" in entry ? entry.text : "";

/** A guest who was last here at that time. */
export async function makeGuest(
  store: Store,
  id: string,
  seen = 1_000,
): Promise<Uint8Array> {
  const token = tokenOf(id);
  await store.identities.createGuest(
    { id, kind: "guest", name: id.slice(0, 3) },
    token,
    seen,
  );
  return token;
}

/** What `createAccount` takes for a person whose name is the first three letters of the id. */
export const accountOf = (id: string, passwordHash = `hash of ${id}`) => ({
  id,
  name: id.slice(0, 3),
  folded: id.slice(0, 3),
  passwordHash,
});

/** What is kept of a token: 32 bytes. */
export const tokenOf = (id: string): Uint8Array =>
  new Uint8Array(Buffer.from(id.repeat(2)).subarray(0, 32));

/** Whose a token is, at the beginning of time. */
export async function ownerOf(
  { identities }: Store,
  token: Uint8Array,
): Promise<IdentityRecord | undefined> {
  return (await identities.byToken(token, 0))?.identity;
}

/** A ban of bob in the whole chat, for good, unless something else is said of it. */
export const sanctionOf = (its: Partial<Sanction> = {}): Sanction => ({
  id: newIdentityId(),
  kind: "ban",
  room: undefined,
  identity: bob,
  address: undefined,
  name: "bob",
  by: { id: ann, name: "ann" },
  reason: "",
  at: 1_000,
  until: undefined,
  ...its,
});

/** That ann did something in the whole chat, or in a room. */
export const auditOf = (
  act: string,
  room?: string,
): Omit<AuditRecord, "n"> => ({
  at: 1_000,
  by: { id: ann, name: "ann" },
  act,
  room,
  wasPrivate: false,
  whom: undefined,
  note: "",
});

/** Resolves when the tail has handed over so many; what it hands over later is there too. */
export function follow(
  store: Store,
  room: RoomId,
  from: Cursor,
  count: number,
): {
  readonly heard: readonly Entry[];
  readonly enough: Promise<void>;
  close(): void;
} {
  const heard: Entry[] = [];
  const enough = Promise.withResolvers<void>();
  const tail = store.log.tail(room, from, (entry) => {
    heard.push(entry);
    if (heard.length === count) enough.resolve();
  });
  return { heard, enough: enough.promise, close: () => tail.close() };
}

/** So many turns of the event loop, in which everything that is due happens. */
export async function turns(count = 20): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise(setImmediate);
}
