// The SQLite store: one file, a thread that writes and a thread that reads. Neither an fsync nor a read ever blocks the
// event loop or a commit.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { newIdentityId } from "../../core/ids.ts";
import type { IdentityStore, RoomStore, Store } from "../../core/store.ts";
import type { StoreOptions } from "../registry.ts";
import { lockData } from "./lock.ts";
import { SqliteLog } from "./log.ts";
import { Remote } from "./remote.ts";
import type { DatabaseOptions } from "./schema.ts";

const FORGOTTEN_AT_ONCE = 1_000;

/** Opens `koine.db` in the data folder; makes what is missing. @throws Error with a text for the operator */
export async function openSqlite(
  _rest: string,
  options: StoreOptions,
): Promise<Store> {
  await using opened = new AsyncDisposableStack();
  await mkdir(options.data, { recursive: true, mode: 0o700 });
  opened.use(lockData(options.data));
  const data: DatabaseOptions = {
    file: join(options.data, "koine.db"),
    durability: options.durability,
  };
  const writer = await started(
    opened,
    new Remote({
      name: "writer",
      data,
      onDone: (...commit) => options.observer.committed(...commit),
    }),
  );
  const reader = await started(opened, new Remote({ name: "reader", data }));
  const log = new SqliteLog(writer, reader);
  opened.defer(() => log.close());
  const all = opened.move();
  return {
    log,
    rooms: roomStore(writer, reader),
    identities: identityStore(writer, reader),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function started(
  opened: AsyncDisposableStack,
  remote: Remote,
): Promise<Remote> {
  await remote.start();
  opened.defer(() => remote.close());
  return remote;
}

function roomStore(writer: Remote, reader: Remote): RoomStore {
  return {
    byId: (id) => reader.ask("byId", id),
    byFolded: (folded) => reader.ask("byFolded", folded),
    create: ({ id, title, folded }) =>
      writer.ask("create", id, title, folded, newIdentityId()),
    list: (after, limit) => reader.ask("list", after, limit),
    removeIfUnused: (id) => writer.ask("removeIfUnused", id),
    addMember: (room, identity) => writer.ask("addMember", room, identity),
    removeMember: (room, identity) =>
      writer.ask("removeMember", room, identity),
    isMember: (room, identity) => reader.ask("isMember", room, identity),
    roomsOf: (identity, limit) => reader.ask("roomsOf", identity, limit),
  };
}

function identityStore(writer: Remote, reader: Remote): IdentityStore {
  return {
    createGuest: ({ id, name }, tokenHash, at) =>
      writer.ask("createGuest", id, name, tokenHash, at),
    byToken: (tokenHash) => reader.ask("byToken", tokenHash),
    byId: (id) => reader.ask("identity", id),
    rename: (id, name) => writer.ask("rename", id, name),
    seen: (ids, at) => writer.ask("seen", ids, at),
    forgetGuests: (silentBefore, spokenBefore, here, openRooms) =>
      writer.ask(
        "forgetGuests",
        silentBefore,
        spokenBefore,
        here,
        openRooms,
        FORGOTTEN_AT_ONCE,
      ),
  };
}
