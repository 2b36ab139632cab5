// Who one is: the identity that the server knows by a token, the name wished for, and the hello that makes both true.
import type { Params, Result } from "@koine/protocol";
import { KoineError } from "./errors.ts";
import type { Link } from "./link.ts";
import type { Platform } from "./platform.ts";
import type { Lobby, Me } from "./state.ts";
import type { Saved } from "./store.ts";

/** So long the session of a hello whose answer was lost may hold its name, in milliseconds. */
const LOST = 90_000;

export interface IdentityOptions {
  readonly platform: Platform;
  readonly name: string | undefined;
  readonly token: string | undefined;
  /** Something that is shown or saved has changed. */
  readonly onChange: () => void;
  /** The server knows one under another id than before. */
  readonly onOther: (id: string) => void;
}

export class Identity {
  readonly #options: IdentityOptions;
  #me: Me | undefined;
  #token: string | undefined;
  /** The name to say hello with, where there is no token or another name is wanted. */
  #wish: string | undefined;
  #lobby: Lobby | undefined;
  #lost: { readonly name: string; readonly until: number } | undefined;

  constructor(options: IdentityOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#wish = options.name;
  }

  get me(): Me | undefined {
    return this.#me;
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
  }

  get saved(): Pick<Saved, "me"> {
    const token = this.#token === undefined ? {} : { token: this.#token };
    return this.#me === undefined ? {} : { me: { ...this.#me, ...token } };
  }

  /** Who an earlier start was; what this one was given comes first. */
  restore(me: Saved["me"]): void {
    if (me === undefined) return;
    this.#me ??= { id: me.id, name: me.name };
    this.#token ??= me.token;
  }

  forget(): void {
    this.#me = this.#token = this.#wish = this.#lost = undefined;
  }

  /** The server calls someone by this name now: perhaps oneself. */
  called({ id, name }: Me): void {
    if (this.#me?.id !== id || this.#me.name === name) return;
    this.#me = { id, name };
    this.#options.onChange();
  }

  async hello(link: Link): Promise<void> {
    if (this.#token !== undefined) {
      try {
        return await this.#comeBack(link, this.#token);
      } catch (error) {
        const isNobody =
          error instanceof KoineError && error.code === "bad_token";
        if (!isNobody || this.#name === undefined) throw error;
        this.#token = undefined;
      }
    }
    await this.#come(link);
  }

  get #name(): string | undefined {
    return this.#wish ?? this.#me?.name;
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
      this.#entered(hello);
    });
  }

  #entered({ id, name, token, lobby }: Result<"hello">): void {
    const isOther = this.#me !== undefined && this.#me.id !== id;
    this.#token = token ?? this.#token;
    this.#me = { id, name };
    this.#lobby = lobby;
    this.#lost = undefined;
    if (isOther) this.#options.onOther(id);
    this.#options.onChange();
  }
}
