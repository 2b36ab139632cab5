// Who one is: the identity that the server knows by a token, the name wished for or the account to log in to, and the
// hello that makes them true.
import type { Params, Result } from "@koine/protocol";
import { KoineError } from "./errors.ts";
import type { Link } from "./link.ts";
import type { Platform } from "./platform.ts";
import { fold } from "./rooms.ts";
import type { Lobby, Me, Muted, Person, Role } from "./state.ts";
import type { Saved } from "./store.ts";

/** So long the session of a hello whose answer was lost may hold its name, in milliseconds. */
const LOST = 90_000;

/** An account's name and its password. Never saved. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

type Being = Pick<Result<"hello">, "name" | "account" | "role">;

export interface IdentityOptions {
  readonly platform: Platform;
  readonly name: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  /** Something that is shown or saved has changed. */
  readonly onChange: () => void;
  /** The server knows one under another id than before. */
  readonly onOther: (id: string) => void;
  /** Whether one may say something anywhere: told by each hello. */
  readonly onMuted: (muted: Muted | undefined) => void;
}

export class Identity {
  readonly #options: IdentityOptions;
  #me: Me | undefined;
  #token: string | undefined;
  /** The name to say hello with, where there is no token or another name is wanted. */
  #wish: string | undefined;
  /** Whose password is known: said where the account has no token, or no longer. */
  #login: Login | undefined;
  /** The password is to be said, whatever token there is; it is not kept behind that. */
  #mustLogIn = false;
  #isNewcomer = false;
  #lobby: Lobby | undefined;
  #lost: { readonly name: string; readonly until: number } | undefined;

  constructor(options: IdentityOptions) {
    const { name, password, token } = options;
    this.#options = options;
    this.#token = token;
    if (name !== undefined && password !== undefined)
      this.#login = { name, password };
    else this.#wish = name;
  }

  get me(): Me | undefined {
    return this.#me;
  }

  /** The secret by which the server knows one. */
  get token(): string | undefined {
    return this.#token;
  }

  /** A guest who was made by the last hello. */
  get isNewcomer(): boolean {
    return this.#isNewcomer;
  }

  get lobby(): Lobby | undefined {
    return this.#lobby;
  }

  /** The name that is wished for and was not said at a hello yet. */
  get wish(): string | undefined {
    return this.#wish;
  }

  set wish(name: string | undefined) {
    this.#wish = name;
    if (name !== undefined) this.#login = undefined;
  }

  /** To be said at the next hello. */
  logIn(login: Login): void {
    this.#wish = undefined;
    this.#login = login;
    this.#mustLogIn = true;
  }

  /** Whether the account of that name, were it made, would be oneself. */
  isGuestCalled(name: string): boolean {
    const me = this.#me;
    return me?.isAccount === false && me.name === name.normalize("NFC").trim();
  }

  /** The account that was made: oneself as it from now on, or undefined when it is another. */
  registered(id: string): Me | undefined {
    if (this.#me?.id !== id) return undefined;
    this.#me = { ...this.#me, isAccount: true, role: "member" };
    this.#wish = undefined;
    this.#options.onChange();
    return this.#me;
  }

  /** The account's password is another now. */
  set password(password: string) {
    if (this.#login !== undefined) this.#login = { ...this.#login, password };
  }

  /** The token, if there is one. */
  get kept(): { readonly token?: string } {
    return this.#token === undefined ? {} : { token: this.#token };
  }

  get saved(): Pick<Saved, "me"> {
    if (this.#me === undefined) return {};
    const { id, name, isAccount } = this.#me;
    const me = { id, name, ...this.kept };
    return { me: isAccount ? { ...me, isAccount } : me };
  }

  /** Who an earlier start was; what this one was given comes first. */
  restore(me: Saved["me"]): void {
    if (me === undefined) return;
    const { id, name, token, isAccount = false } = me;
    this.#me ??= { id, name, isAccount, role: isAccount ? "member" : "guest" };
    this.#token ??= token;
  }

  forget(): void {
    this.#me = this.#token = this.#wish = this.#login = this.#lost = undefined;
  }

  /** The server calls someone by this name everywhere now: perhaps oneself. */
  called({ id, name }: Person): void {
    if (this.#me?.id !== id || this.#me.name === name) return;
    this.#me = { ...this.#me, name };
    this.#options.onChange();
  }

  /** What the server says that one is now. */
  is({ name, account: isAccount, role }: Being): void {
    if (this.#me === undefined) return;
    this.#me = { ...this.#me, name, isAccount, role };
    this.#options.onChange();
  }

  /** One has another role in the whole chat. */
  set role(role: Role) {
    if (this.#me === undefined) return;
    this.#me = { ...this.#me, role };
    this.#options.onChange();
  }

  /** `wasPutOut`: the server has ended the connection before, and not itself. */
  async hello(link: Link, wasPutOut: boolean): Promise<void> {
    const login = this.#login;
    if (login !== undefined && !this.#hasTokenOf(login))
      return this.#say(link, { ...login });
    if (this.#token !== undefined) {
      try {
        return await this.#comeBack(link, this.#token);
      } catch (error) {
        const isNobody =
          error instanceof KoineError && error.code === "bad_token";
        if (!isNobody) throw error;
        this.#token = undefined;
        this.#options.onChange();
        // Whoever was signed out does not come in again by another way.
        if (wasPutOut) throw error;
        if (login !== undefined) return this.#say(link, { ...login });
        if (this.#name === undefined) throw error;
      }
    }
    await this.#come(link);
  }

  get #name(): string | undefined {
    return this.#wish ?? this.#me?.name;
  }

  #hasTokenOf({ name }: Login): boolean {
    const me = this.#me;
    if (this.#mustLogIn || this.#token === undefined) return false;
    return me === undefined || (me.isAccount && fold(me.name) === fold(name));
  }

  #comeBack(link: Link, token: string): Promise<void> {
    const wish = this.#wish;
    // A wish that is what one is called already is none: it must not keep a suffixed guest out.
    return wish === undefined || wish === this.#me?.name
      ? this.#say(link, { token })
      : this.#say(link, { token, name: wish });
  }

  async #come(link: Link): Promise<void> {
    const { platform } = this.#options;
    const name = this.#name;
    if (name === undefined)
      throw new KoineError("bad_name", "Choose a name first.");
    if (this.#wish === undefined && this.#me?.isAccount)
      throw new KoineError("bad_token", "You are signed out. Log in again.");
    try {
      await this.#say(link, { name });
    } catch (error) {
      if (!(error instanceof KoineError)) throw error;
      if (error.code === "cut")
        this.#lost = { name, until: platform.now() + LOST };
      // It may be one's own session, of a connection that the server believes alive.
      const isOwn =
        error.code === "name_taken" &&
        this.#lost?.name === name &&
        platform.now() < this.#lost.until;
      throw isOwn ? new KoineError("unavailable", error.message) : error;
    }
  }

  #say(link: Link, params: Params<"hello">): Promise<void> {
    const wish = this.#wish;
    // At once: a cut right behind the answer must not lose the token.
    return link.request("hello", params, (hello) => {
      if (this.#wish === wish) this.#wish = undefined;
      if (this.#mustLogIn) this.#login = undefined;
      this.#mustLogIn = false;
      this.#isNewcomer = params.token === undefined && !hello.account;
      this.#entered(hello);
    });
  }

  #entered(hello: Result<"hello">): void {
    const { id, name, account, role, token, lobby } = hello;
    const isOther = this.#me !== undefined && this.#me.id !== id;
    this.#token = token ?? this.#token;
    this.#me = { id, name, isAccount: account, role };
    this.#lobby = lobby;
    this.#lost = undefined;
    if (isOther) this.#options.onOther(id);
    this.#options.onMuted(hello.muted);
    this.#options.onChange();
  }
}
