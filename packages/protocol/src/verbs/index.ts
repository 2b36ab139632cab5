// The table of verbs: the one list from which every form of the protocol and its documents come.
import type { Static } from "typebox";
import type { VerbDefinition } from "../verb.ts";
import { answer } from "./answer.ts";
import { audit } from "./audit.ts";
import { away } from "./away.ts";
import { ban } from "./ban.ts";
import { broadcast } from "./broadcast.ts";
import { change } from "./change.ts";
import { claim } from "./claim.ts";
import { create } from "./create.ts";
import { deleteVerb } from "./delete.ts";
import { direct } from "./direct.ts";
import { directs } from "./directs.ts";
import { edit } from "./edit.ts";
import { hello } from "./hello.ts";
import { history } from "./history.ts";
import { invite } from "./invite.ts";
import { join } from "./join.ts";
import { kick } from "./kick.ts";
import { leave } from "./leave.ts";
import { lift } from "./lift.ts";
import { logout } from "./logout.ts";
import { master } from "./master.ts";
import { members } from "./members.ts";
import { memberships } from "./memberships.ts";
import { mute } from "./mute.ts";
import { nick } from "./nick.ts";
import { password } from "./password.ts";
import { people } from "./people.ts";
import { person } from "./person.ts";
import { ping } from "./ping.ts";
import { react } from "./react.ts";
import { reactions } from "./reactions.ts";
import { read } from "./read.ts";
import { redeem } from "./redeem.ts";
import { register } from "./register.ts";
import { rename } from "./rename.ts";
import { reset } from "./reset.ts";
import { revoke } from "./revoke.ts";
import { role } from "./role.ts";
import { rooms } from "./rooms.ts";
import { rules } from "./rules.ts";
import { sanctions } from "./sanctions.ts";
import { say } from "./say.ts";
import { sessions } from "./sessions.ts";
import { token } from "./token.ts";
import { typing } from "./typing.ts";
import { versions } from "./versions.ts";
import { whisper } from "./whisper.ts";

export const verbs = {
  hello,
  register,
  ping,
  join,
  create,
  leave,
  rooms,
  memberships,
  members,
  change,
  read,
  say,
  edit,
  delete: deleteVerb,
  react,
  typing,
  history,
  reactions,
  versions,
  people,
  person,
  rename,
  nick,
  away,
  whisper,
  direct,
  directs,
  invite,
  answer,
  kick,
  ban,
  mute,
  lift,
  sanctions,
  role,
  master,
  rules,
  audit,
  broadcast,
  reset,
  password,
  redeem,
  claim,
  sessions,
  revoke,
  token,
  logout,
} satisfies Record<string, VerbDefinition>;

export type VerbName = keyof typeof verbs;
export type Params<V extends VerbName> = Static<(typeof verbs)[V]["params"]>;
export type Result<V extends VerbName> = Static<(typeof verbs)[V]["result"]>;
