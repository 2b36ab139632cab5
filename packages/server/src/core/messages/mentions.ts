// Whom a text speaks to by `@name`. Found in the core, so that every door and every reader sees the same.
import type { Chat } from "../chat.ts";
import type { IdentityId, Mention } from "../entries.ts";
import { spotsIn } from "./mention-spots.ts";
import { fold } from "../people/names.ts";
import { isAtLeast, roleOf } from "../house/rights.ts";
import type { Occupant } from "../room/occupants.ts";
import type { Room } from "../room/room.ts";
import type { Session } from "../session.ts";

/** Of one message. */
const MENTIONS = 50;
/** Names of one message that are looked up among those who are not here. */
const ASKED = 100;
const COMPARED_UNITS = 128;
/** What everyone in the room is called. */
const EVERYONE = "room";

/** A name that may be meant, and who has it. */
interface Candidate {
  readonly name: string;
  readonly folded: string;
  id: IdentityId | undefined;
}

/**
 * At most 50, in the order of the text, each once: people in the room by their nick or name, members that are accounts,
 * and `room`. Of several names that fit the longest is meant. Undefined when there are none. A text without "@" is not to
 * come here. @throws ChatError `unavailable`
 */
export async function mentionsIn(
  chat: Chat,
  session: Session,
  room: Room,
  text: string,
): Promise<readonly Mention[] | undefined> {
  const people = new Map(room.people.map(({ id, name }) => [fold(name), id]));
  const spots = spotsIn(text).map((spot) =>
    spot.filter(isShort).map((name): Candidate => {
      const folded = fold(name);
      const id = whoIsHere(chat, room, folded) ?? people.get(folded);
      return { name, folded, id };
    }),
  );
  const asked = toAsk(spots);
  if (asked.length > 0) {
    const found = await chat.store.rooms.membersNamed(room.id, asked);
    const ids = new Map(found.map(({ folded, id }) => [folded, id]));
    for (const candidate of spots.flat())
      candidate.id ??= ids.get(candidate.folded);
  }
  const mentions = new Set<Mention>();
  let isForAll: boolean | undefined;
  for (const spot of spots) {
    const person = spot.findLastIndex(({ id }) => id !== undefined);
    const everyone = spot.findIndex(({ name }) => isEveryone(name));
    if (everyone >= person && everyone !== -1)
      isForAll ??= await maySpeakToAll(chat, session, room);
    const isAll = isForAll === true && everyone !== -1 && everyone >= person;
    const whom = isAll ? EVERYONE : spot[person]?.id;
    if (whom !== undefined && mentions.size < MENTIONS) mentions.add(whom);
  }
  return mentions.size === 0 ? undefined : [...mentions];
}

/** Some characters are a sentence when they are compared: nobody is called so. */
const isShort = (name: string): boolean =>
  name.normalize("NFKC").length <= COMPARED_UNITS;

const isEveryone = (name: string): boolean => name.toLowerCase() === EVERYONE;

/** Someone in the room's list. Not Anonymous, which is many people. */
function whoIsHere(
  chat: Chat,
  room: Room,
  folded: string,
): IdentityId | undefined {
  const holder = chat.names.holder(folded);
  const here =
    shown(room.here.named(folded)) ??
    shown(holder === undefined ? undefined : room.here.get(holder));
  return here?.identity.id;
}

function shown(occupant: Occupant | undefined): Occupant | undefined {
  const isShown =
    occupant?.isHidden === false && occupant.identity.kind !== "anonymous";
  return isShown ? occupant : undefined;
}

/** What may mean someone who is not here, and be longer than what means someone who is; the short ones of all first. */
function toAsk(spots: readonly (readonly Candidate[])[]): readonly string[] {
  const asked = new Set<string>();
  const open = spots.map((spot) =>
    spot.slice(spot.findLastIndex(({ id }) => id !== undefined) + 1),
  );
  for (let nth = 0; open.some((spot) => nth < spot.length); nth++)
    for (const spot of open) {
      const folded = spot[nth]?.folded ?? "";
      if (folded !== "" && asked.size < ASKED) asked.add(folded);
    }
  return [...asked];
}

/** Its moderators and above; in a room that is not big everyone with an account. */
async function maySpeakToAll(
  chat: Chat,
  session: Session,
  room: Room,
): Promise<boolean> {
  const { id, kind } = session.identity;
  if (isAtLeast(await roleOf(chat, id, room), "moderator")) return true;
  if (kind !== "account" || room.isBig) return false;
  if (room.kind === "direct") return true;
  const count = await chat.store.rooms.countMembers(room.id);
  return count <= chat.limits.bigRoom;
}
