// What many people are called, here or not: each is looked up once, and only so many in all.
import type { Chat } from "../chat.ts";
import type { IdentityId, Person } from "../entries.ts";

/** Looked up in the store in one call. */
const MOST = 1_000;
const AT_ONCE = 100;

/** Of those beyond the first 1,000 who are not here nobody says more than that there is someone. @throws ChatError `unavailable` */
export async function namesOf(
  chat: Chat,
  ids: Iterable<IdentityId>,
): Promise<(id: IdentityId) => Person> {
  const names = new Map<IdentityId, string>();
  const absent: IdentityId[] = [];
  for (const id of new Set(ids)) {
    const here = chat.identity(id);
    if (here !== undefined) names.set(id, here.name);
    else if (absent.length < MOST) absent.push(id);
  }
  for (let from = 0; from < absent.length; from += AT_ONCE)
    await Promise.all(
      absent
        .slice(from, from + AT_ONCE)
        .map(async (id) => names.set(id, await chat.nameOf(id))),
    );
  return (id) => ({ id, name: names.get(id) ?? "someone" });
}
