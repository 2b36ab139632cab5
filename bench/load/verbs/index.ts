// The verbs that are measured, in the order in which they are.
import { messageVerbs } from "./messages.ts";
import { peopleVerbs } from "./people.ts";
import { roomVerbs } from "./rooms.ts";
import type { Verb } from "./verb.ts";

// What is overwritten for a deletion is swept for a while: it is the last.
const { delete: deleteVerb, ...others } = messageVerbs;

const all = {
  ...others,
  ...roomVerbs,
  ...peopleVerbs,
  delete: deleteVerb,
};

export type VerbName = keyof typeof all;

export const verbs: Readonly<Record<VerbName, Verb>> = all;
export const verbNames = Object.keys(all) as readonly VerbName[];
