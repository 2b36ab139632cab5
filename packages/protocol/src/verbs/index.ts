// The table of verbs: the one list from which every form of the protocol and its documents come.
import type { Static } from "typebox";
import type { VerbDefinition } from "../verb.ts";
import { answer } from "./answer.ts";
import { broadcast } from "./broadcast.ts";
import { change } from "./change.ts";
import { invite } from "./invite.ts";
import { kick } from "./kick.ts";
import { master } from "./master.ts";
import { nick } from "./nick.ts";
import { password } from "./password.ts";
import { people } from "./people.ts";
import { register } from "./register.ts";
import { whisper } from "./whisper.ts";
import { directs } from "./directs.ts";
import { logout } from "./logout.ts";
import { hello } from "./hello.ts";
import { history } from "./history.ts";
import { join } from "./join.ts";
import { leave } from "./leave.ts";
import { members } from "./members.ts";
import { ping } from "./ping.ts";
import { rename } from "./rename.ts";
import { rooms } from "./rooms.ts";
import { say } from "./say.ts";

export const verbs = {
  hello,
  join,
  leave,
  say,
  history,
  rooms,
  members,
  rename,
  ping,
  register,
  password,
  logout,
  nick,
  whisper,
  directs,
  people,
  invite,
  answer,
  kick,
  master,
  change,
  broadcast,
} satisfies Record<string, VerbDefinition>;

export type VerbName = keyof typeof verbs;
export type Params<V extends VerbName> = Static<(typeof verbs)[V]["params"]>;
export type Result<V extends VerbName> = Static<(typeof verbs)[V]["result"]>;
