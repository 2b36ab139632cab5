// The native protocol of Koine: what any client may say and what it is answered.
export { endings, type Ending } from "./endings.ts";
export { codes, type ErrorCode } from "./codes.ts";
export { entries, type EntryEvent, type SaidEvent } from "./entries.ts";
export { events, type Event } from "./events.ts";
export { type VerbDefinition, type VerbScope } from "./verb.ts";
export {
  verbs,
  type Params,
  type Result,
  type VerbName,
} from "./verbs/index.ts";
export { version } from "./version.ts";
