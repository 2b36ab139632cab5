// The store that forgets: the same contract in the memory of the process, for trying out and for tests.
import type { Store } from "../../core/ports/store.ts";
import type { StoreOptions } from "../options.ts";
import { storeClosed } from "../refusals.ts";
import type { Gate } from "./gate.ts";
import { Tails } from "../tails.ts";
import { MemoryAudit } from "./audit.ts";
import { MemoryHouse } from "./house.ts";
import { MemoryIdentities } from "./identities.ts";
import { MemoryLog } from "./log.ts";
import type { MemoryPeople } from "./member-records.ts";
import { MemoryRooms } from "./rooms.ts";

export async function openMemory(
  rest: string,
  options: Pick<StoreOptions, "observer">,
): Promise<Store> {
  if (rest !== "")
    throw new Error("The store memory: takes nothing after the colon.");
  let isClosed = false;
  const write = (): void => {
    if (isClosed) throw storeClosed();
    options.observer.committed(0, 1, true);
  };
  const read = (): void => {
    if (isClosed) throw storeClosed();
  };
  const gate: Gate = { read, write };
  const audit = new MemoryAudit((room) => {
    const owner = rooms.peek(room)?.record.master ?? "";
    return people.peek(owner)?.kind === "account" ? owner : "";
  });
  const house = new MemoryHouse(
    gate,
    (id, passwordHash) => identities.keepPassword(id, passwordHash),
    audit,
  );
  const people: MemoryPeople = {
    peek: (id) => identities.peek(id),
    named: (folded) => identities.named(folded),
  };
  const rooms = new MemoryRooms(gate, people, (room) => house.forgetRoom(room));
  const identities: MemoryIdentities = new MemoryIdentities(rooms, gate);
  const tails: Tails = new Tails({
    read: (room, from, limit) => log.read(room, from, limit),
    settled: async () => {},
  });
  const log = new MemoryLog(rooms, identities, tails, gate);
  return {
    log,
    house,
    rooms,
    identities,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      tails.closeAll();
    },
  };
}
