// Asks what one is called everywhere: a room tells only what one is called there, and that may be a nick.
import type { Connection } from "./connection.ts";
import type { Identity } from "./identity.ts";

export class OwnName {
  readonly #connection: Connection;
  readonly #identity: Identity;
  #isAsking = false;
  #isStale = false;

  constructor(connection: Connection, identity: Identity) {
    this.#connection = connection;
    this.#identity = identity;
  }

  /** A room calls one otherwise than before, where it was the name everywhere. After a cut, hello tells it. */
  ask(): void {
    const link = this.#connection.live;
    this.#isStale = this.#isAsking;
    if (link === undefined || this.#isAsking) return;
    this.#isAsking = true;
    void link
      .request("people", {}, ({ people }) => people.forEach(this.#tell))
      .catch(() => undefined)
      .then(() => {
        this.#isAsking = false;
        if (this.#isStale) this.ask();
      });
  }

  readonly #tell = (person: { id: string; name: string }): void =>
    this.#identity.called(person);
}
