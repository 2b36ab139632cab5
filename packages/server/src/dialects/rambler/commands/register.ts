// #register: makes an account; whoever made it logs in with it by #login.
import { register as registerVerb } from "../../../core/verbs/register.ts";
import { splitName, splitWord } from "../parse.ts";
import { worded, wrongUsage } from "../refusals.ts";
import type { Talk } from "../talk.ts";
import { texts } from "../texts.ts";

/** `USER PASSWORD`; what follows is ignored. */
export async function register(rest: string, talk: Talk): Promise<void> {
  const { word: name, rest: more } = splitName(rest);
  const { word: password } = splitWord(more);
  if (name === "" || password === "") throw wrongUsage();
  const { address } = talk;
  const made = await worded(
    { name_taken: texts.userExists },
    registerVerb(talk.chat, { name, password }, { address }),
  );
  talk.tell(texts.registered(made.name));
}
