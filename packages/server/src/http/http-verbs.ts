// Which verbs can be called over HTTP, for the routes and for their description.
import { verbs, type VerbName } from "@koine/protocol";

/** All but `ping`: a request that is answered is its own proof of life. */
export const httpVerbs: readonly VerbName[] = (
  Object.keys(verbs) as VerbName[]
).filter((verb) => verb !== "ping");
