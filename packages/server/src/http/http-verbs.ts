// Which verbs can be called over HTTP, for the routes and for their description.
import type { VerbName } from "@koine/protocol";
import type { SessionVerb } from "../api/bound.ts";
import { table } from "../api/table.ts";

/** What the table does not have. It tells the others, and not the protocol, whose schemas would come along. */
const sessionless: Record<Exclude<VerbName, SessionVerb>, true> = {
  hello: true,
  redeem: true,
};

/** A request that is answered is its own proof of life, and whoever only calls is neither seen writing nor away. */
const connectedOnly: readonly VerbName[] = ["ping", "typing", "away"];

export const httpVerbs: readonly VerbName[] = (
  Object.keys({ ...sessionless, ...table }) as VerbName[]
).filter((verb) => !connectedOnly.includes(verb));
