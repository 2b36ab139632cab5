// audit: who did what to whom.
import type { Chat } from "../chat.ts";
import type { RoomId } from "../entries.ts";
import { mustBe, mustBeInHouse } from "../house/rights.ts";
import type { Session } from "../session.ts";
import type { AuditRecord } from "../ports/house-store.ts";

export interface ListAudit {
  /** Without one: of all, and of the whole chat. */
  readonly room?: string | undefined;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface AuditPage {
  /** The newest first. */
  readonly records: readonly Omit<AuditRecord, "n">[];
  /** Undefined: there is nothing before them. */
  readonly next: string | undefined;
}

/**
 * Of a room for its admins, of all for those of the chat; they are not told of private rooms that they are not in.
 * @throws ChatError `no_such_room`, `not_allowed`, `bad_request` for a place that is not known, `rate_limited`, `unavailable`
 */
export function listAudit(
  chat: Chat,
  session: Session,
  { room: ref, before, limit }: ListAudit,
): Promise<AuditPage> {
  return session.order.alone(async () => {
    session.pace.verb(chat.now());
    const room =
      ref === undefined
        ? undefined
        : await chat.rooms.mustFindFor(session.identity, ref);
    if (room === undefined) mustBeInHouse(session, "admin");
    else await mustBe(chat, session, room, "admin");
    const { places } = chat.house;
    const from = before === undefined ? Infinity : places.read(before);
    const found = await readable(chat, session, from, limit + 1, room?.id);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const hasMore = found.length > limit && last !== undefined;
    return {
      records: page.map(withoutNumber),
      next: hasMore ? places.of(last.n) : undefined,
    };
  });
}

/** The number would tell how much was done where the reader is not. */
function withoutNumber(record: AuditRecord): Omit<AuditRecord, "n"> {
  const { at, by, act, room, wasPrivate, whom, note } = record;
  return { at, by, act, room, wasPrivate, whom, note };
}

const PAGE = 1_000;

/**
 * Read on until the page is full: one that is not is the last. However much was done in private rooms, what lies behind
 * it is found; the store keeps a bounded number.
 */
async function readable(
  chat: Chat,
  session: Session,
  before: number,
  limit: number,
  room?: RoomId,
): Promise<readonly AuditRecord[]> {
  const found: AuditRecord[] = [];
  const known = new Map<string, boolean>();
  let from = before;
  for (;;) {
    const page = await chat.store.house.auditPage(from, PAGE, room);
    for (const record of page) {
      if (await mayKnow(chat, session, record, known)) found.push(record);
      if (found.length === limit) return found;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    from = last.n;
  }
}

/** What was done in a private room is its members', also when it has been opened or is gone since. */
async function mayKnow(
  chat: Chat,
  { identity }: Session,
  { room: id, wasPrivate }: AuditRecord,
  known: Map<string, boolean>,
): Promise<boolean> {
  if (id === undefined) return true;
  const key = wasPrivate ? `private ${id}` : id;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { rooms } = chat.store;
  const isHis = wasPrivate
    ? await rooms.isMember(id, identity.id)
    : (await rooms.visible({ id }, identity.id)) !== undefined ||
      (await rooms.byId(id)) === undefined;
  known.set(key, isHis);
  return isHis;
}
