// Who gave a reaction, in words of a bounded length.
import type { Message } from "@koine/client";
import type { Result } from "@koine/protocol";

type Reaction = NonNullable<Message["reactions"]>[number];
type Reactor = Result<"reactions">["reactions"][number];

/** More are counted only. */
const most = 5;

/** "you, ann and 37 others". `reactors` are the first of a message's, of any reaction: not everyone may be among them. */
export function whoReacted(
  { reaction, count, mine }: Reaction,
  reactors: readonly Reactor[],
  me: string | undefined,
): string {
  const others = reactors.filter(
    (reactor) => reactor.reaction === reaction && reactor.id !== me,
  );
  const all = [...(mine ? ["you"] : []), ...others.map(({ name }) => name)];
  const named = all.slice(0, most);
  const more = count - named.length;
  if (named.length === 0) return more === 1 ? "1 person" : `${more} people`;
  if (more > 0) named.push(more === 1 ? "1 other" : `${more} others`);
  const last = named.pop();
  return named.length > 0 ? `${named.join(", ")} and ${last}` : `${last}`;
}
