// What the memory store tells of a member: who he is, and how he stands to the room. Used by the rooms' port.
import type { IdentityId } from "../../core/entries.ts";
import type { IdentityRecord } from "../../core/ports/identity-store.ts";
import type {
  MemberRecord,
  Membership,
  Standing,
} from "../../core/ports/room-store.ts";
import { mostMentions } from "../bounds.ts";
import type { MemoryRoom } from "./room-table.ts";

/** What rooms ask of the identities. */
export interface MemoryPeople {
  peek(id: IdentityId): IdentityRecord | undefined;
  /** The account with this name. */
  named(folded: string): IdentityId | undefined;
}

export function memberOf(
  id: IdentityId,
  membership: Membership,
  who: IdentityRecord | undefined,
): MemberRecord {
  const { name = "", kind, role } = who ?? {};
  const isAccount = kind === "account";
  return { ...membership, id, name, isAccount, serverRole: role };
}

export function standingOf(
  { record, epoch, entries }: MemoryRoom,
  identity: IdentityId,
  membership: Membership,
): Standing {
  const { read } = membership;
  return {
    ...membership,
    room: record,
    epoch,
    head: entries.length,
    unread: entries.saidAfter(read),
    mentions: entries.mentionsAfter(read, identity, mostMentions),
  };
}
