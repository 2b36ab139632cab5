// Coming in and going: with a name alone, with an account's password, as the one that this browser knows.
import { KoineError } from "@koine/client";
import { ask } from "./api.ts";
import { client, messageOf, store } from "./client.ts";
import { forgetRooms, showFirstRoom } from "./model.ts";
import { askForCookie, giveBack } from "./session-cookie.ts";

export interface As {
  readonly name: string;
  /** Of an account. */
  readonly password?: string | undefined;
  /** The account is to be made first. */
  readonly isNew?: boolean | undefined;
}

/** Comes in as the one that this browser knows, if it knows one. Returns the name to offer. */
export async function comeBack(): Promise<string> {
  const saved = await store.load();
  if (saved?.me) void come(() => client.start());
  return saved?.me?.name ?? "";
}

/** Returns what stands against it, or undefined when it is done. */
export function enter({
  name,
  password,
  isNew,
}: As): Promise<KoineError | undefined> {
  return come(() => {
    if (password === undefined) return client.start({ name });
    return isNew
      ? client.register(name, password)
      : client.login(name, password);
  });
}

async function come(
  start: () => Promise<unknown>,
): Promise<KoineError | undefined> {
  try {
    await start();
  } catch (error) {
    return error instanceof KoineError
      ? error
      : new KoineError("internal", String(error));
  }
  askForCookie();
  showFirstRoom();
  return undefined;
}

/** Returns what stands against it, or undefined when it is done. */
export function rename(name: string): Promise<string | undefined> {
  return refusalOf(client.rename(name));
}

/** The guest's own name is an account from then on. Returns what stands against it, or undefined when it is done. */
export async function keepName(password: string): Promise<string | undefined> {
  const { me } = client.state;
  if (me === undefined) return undefined;
  const refusal = await refusalOf(client.register(me.name, password));
  askForCookie();
  return refusal;
}

/** Returns what stands against it, or undefined when it is done. */
export function changePassword(
  password: string,
  old: string,
): Promise<string | undefined> {
  return refusalOf(client.changePassword(old, password));
}

/** Another password by a link, and in with it. Returns what stands against it, or undefined when it is set. */
export function redeem(
  token: string,
  password: string,
): Promise<string | undefined> {
  return refusalOf(
    ask("redeem", { token, password }).then(({ name }) => {
      // The link has done its work: what is refused now is told where one logs in.
      void enter({ name, password });
    }),
  );
}

/** Returns what stands against it, or undefined when one is the owner. */
export function claim(token: string): Promise<string | undefined> {
  return refusalOf(client.call("claim", { token }));
}

/** Once more as who one is. */
export function tryAgain(): Promise<KoineError | undefined> {
  return come(() => client.start());
}

async function refusalOf(done: Promise<unknown>): Promise<string | undefined> {
  try {
    await done;
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** This browser knows nobody any more. */
export async function signOut(): Promise<void> {
  const { token } = client;
  forgetRooms();
  // Without a connection, the client does not give the token back by itself: the call does, and takes the cookie too.
  client.close();
  if (token !== undefined) giveBack(token);
  await client.forget();
}
