// #msg: a direct message. Both see it as a message of the room that has their names as its title.
import { whisper } from "../../../core/verbs/whisper.ts";
import { splitName } from "../parse.ts";
import { wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";

/** `USER TEXT` */
export async function msg(rest: string, talk: Talk): Promise<void> {
  const { word: to, rest: text } = splitName(rest);
  if (to === "" || text === "") throw wrongUsage();
  await whisper(talk.chat, talk.session, { to, text });
}
