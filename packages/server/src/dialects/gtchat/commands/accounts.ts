// Accounts: register, update_pwd, update_pref.
import { register } from "../../../core/verbs/register.ts";
import { changePasswordOf } from "../../../core/verbs/password.ts";
import { decodeEntities, encodeEntities as show } from "../entities.ts";
import { NAME } from "../marks.ts";
import { refused } from "../refused.ts";
import { inWords } from "../wording.ts";
import { mustBeOwn, seated, type Command } from "./command.ts";
import { mustBeFit } from "./names.ts";

const PASSWORD_LEAST = 8;
const UNFIT_IN_PASSWORD = /[:,|"(\\]/;
const PREFERENCES_MOST = 1_000;

export const registering: Command = {
  async run(request, { chat, address }) {
    const name = request.must("usr");
    const password = request.mustRaw("pwd");
    mustBeFit(name);
    if (isShort(password)) throw refused.passwordShort();
    if (UNFIT_IN_PASSWORD.test(password)) throw refused.unfitPassword();
    const person = await inWords(
      register(chat, { name, password }, { address }),
      { name_taken: refused.notAvailable },
    );
    return `user '${show(person.name)}' is registerd`;
  },
};

/** Before a login too, by the name and the old password. */
export const updatePassword: Command = {
  async run(request, { chat, seat, address }) {
    const usr = seat?.name ?? request.must("usr");
    if (seat !== undefined) mustBeOwn(request.text("usr"), seat);
    const old = request.raw("old_pwd") || request.raw("pwd");
    if (old === "") throw refused.noParam("old_pwd");
    const password = request.mustRaw("new_pwd");
    const repeated = request.raw("new_pwd2");
    if (repeated !== "" && repeated !== password)
      throw refused.passwordsDiffer();
    if (isShort(password)) throw refused.newPasswordShort();
    if (UNFIT_IN_PASSWORD.test(password)) throw refused.unfitPassword();
    if (password === old) throw refused.samePassword();
    if (seat !== undefined && seat.session.identity.kind !== "account")
      throw refused.noAccount();
    seat?.session.pace.verb(chat.now());
    const change = { name: usr, old, password };
    // Whoever is logged in with the old one elsewhere is so no more.
    const staying = { session: seat?.session };
    const { name } = await inWords(
      changePasswordOf(chat, change, address, staying),
      {
        no_such_person: refused.noAccount,
        bad_login: refused.oldPasswordWrong,
        bad_password: refused.newPasswordShort,
      },
    );
    return show(name);
  },
};

/** Pairs `k:v` with commas between them; those of other keys stay. */
export const updatePreferences = seated(async (request, seat) => {
  const { chat } = seat.connection;
  const { identity, pace } = seat.session;
  const given = request.mustRaw("pref");
  const pairs = given.split(",").map(pairOf);
  pace.verb(chat.now());
  if (identity.kind === "account") {
    const { identities } = chat.store;
    const kept = await identities.preferences(identity.id, NAME);
    const all = pairsOf(kept);
    for (const [key, value] of pairs) all.set(key, value);
    const text = [...all].map((pair) => pair.join(":")).join(",");
    if (text.length > PREFERENCES_MOST)
      throw refused.other(
        `Preferences have at most ${PREFERENCES_MOST} characters.`,
      );
    await identities.setPreferences(identity.id, NAME, text);
  }
  return `${seat.shownName},${show(decodeEntities(given))}`;
});

/** What the page of the final version expects of an account that has set nothing else. */
const STANDARD = "bgImgID:2,bgSoundID:1";

/** What is kept, and the standard for what is not. */
export function withStandard(kept: string): string {
  const all = new Map([...pairsOf(STANDARD), ...pairsOf(kept)]);
  return [...all].map((pair) => pair.join(":")).join(",");
}

function pairsOf(text: string): Map<string, string> {
  return new Map(text === "" ? [] : text.split(",").map(pairOf));
}

function pairOf(text: string): readonly [key: string, value: string] {
  const [key = "", value = "", ...more] = text.split(":");
  if (key === "" || value === "" || more.length > 0)
    throw refused.badPreference(text);
  return [key, value];
}

function isShort(password: string): boolean {
  return [...password].length < PASSWORD_LEAST;
}
