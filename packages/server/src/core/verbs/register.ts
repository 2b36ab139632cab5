// register: makes an account. It does not log in; but a guest who registers his own name is the account from then on.
import type { Chat } from "../chat.ts";
import type { Person } from "../entries.ts";
import { ChatError } from "../errors.ts";
import { freeNicks } from "../people/free-nicks.ts";
import type { Identity } from "../identity.ts";
import { newIdentityId } from "../ids.ts";
import { addressKey } from "../house/address.ts";
import { readings, readName } from "../people/names.ts";
import type { MadeUnder } from "../ports/identity-store.ts";

/** Code points. A door may ask for more. */
const LEAST = 4;
const MOST = 256;

/** Where it is asked from; the identity if there is a session. */
interface Visitor {
  readonly address: string;
  readonly identity?: Identity;
}

/**
 * Whoever is in the chat under that name keeps it, and the account is refused.
 * @throws ChatError `bad_name`, `bad_password`, `name_taken`, `locked`, `banned`, `rate_limited`, `unavailable`
 */
export async function register(
  chat: Chat,
  params: { readonly name: string; readonly password: string },
  visitor: Visitor,
): Promise<Person> {
  chat.house.mustRegister(visitor.identity);
  const name = readName(params.name);
  mustBePassword(params.password);
  mustNotBeBanned(chat, visitor);
  chat.addresses.paceRegistration(visitor.address, chat.now());
  const { identity } = visitor;
  const make = () => makeAccount(chat, name, params.password, visitor);
  // He neither goes nor takes another name while the password is hashed.
  return identity === undefined ? make() : identity.changes.alone(make);
}

async function makeAccount(
  chat: Chat,
  name: string,
  password: string,
  { identity, address }: Visitor,
): Promise<Person> {
  const guest = ownName(identity, name);
  const id = guest?.id ?? newIdentityId();
  await chat.names.claim(name, id);
  try {
    const passwordHash = await chat.hashing.hash(password);
    const [folded = "", alike] = readings(name);
    // Registration may have been closed while the password was hashed.
    chat.house.mustRegister(identity);
    const at = chat.now();
    const under = madeUnder(chat, identity, address, at);
    const underAddress = under?.address;
    const account = { id, name, folded, alike, passwordHash, underAddress };
    if (await chat.store.identities.createAccount(account, at)) {
      if (guest !== undefined) {
        guest.kind = "account";
        guest.under = under;
      }
      // Whoever comes back by his token just now is no guest any more.
      chat.house.arrivals.touch(id);
      freeNicks(chat, name, id);
      return { id, name };
    }
  } finally {
    if (chat.identity(id) === undefined) chat.names.release(name, id);
  }
  throw new ChatError(
    "name_taken",
    `The name "${name}" belongs to an account. Choose another, or log in if it is yours.`,
  );
}

/** Whoever is kept out of the chat does not come in as somebody else. */
function mustNotBeBanned(chat: Chat, { address, identity }: Visitor): void {
  const nobody = { id: "", kind: "guest" } as const;
  chat.sanctions.mustCome(identity ?? nobody, address);
}

/** What is on the guests at an address is on the accounts made from there, too, but on none that an admin makes. */
function madeUnder(
  chat: Chat,
  by: Identity | undefined,
  address: string,
  at: number,
): MadeUnder | undefined {
  const isMeant =
    by?.role === undefined && chat.sanctions.isOnGuestsAt(address);
  return isMeant ? { address: addressKey(address), at } : undefined;
}

/** A guest who registers the name that he has becomes the account himself. */
function ownName(
  identity: Identity | undefined,
  name: string,
): Identity | undefined {
  return identity?.kind === "guest" &&
    !identity.isPassing &&
    identity.name === name
    ? identity
    : undefined;
}

/** @throws ChatError `bad_password` */
export function mustBePassword(password: string): void {
  const length = [...password].length;
  if (length >= LEAST && length <= MOST && password.isWellFormed()) return;
  throw new ChatError(
    "bad_password",
    `A password has ${LEAST} to ${MOST} characters. Choose another.`,
  );
}
