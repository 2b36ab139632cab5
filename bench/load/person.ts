// Someone at Koine's native door who asks and hears at the same time: replies find their requests, events are counted.
import type { Connection } from "./connection.ts";
import { koine, openKoine } from "./drivers/koine.ts";
import { kinds } from "./driver.ts";

interface Asked {
  readonly resolve: (ok: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly verb: unknown;
}

export class Person {
  name: string;
  /** Events so far. */
  heard = 0;
  /** Called after each of them. */
  onHeard: () => void = () => undefined;
  readonly #connection: Connection;
  readonly #asked = new Map<number, Asked>();
  #requests = 0;

  /** A new guest, or whoever has the token. */
  static async come(
    port: number,
    who: { readonly name: string; readonly token?: string },
  ): Promise<Person> {
    const person = new Person(who.name, await openKoine(port));
    await person.ask({ do: "hello", ...who });
    return person;
  }

  private constructor(name: string, connection: Connection) {
    this.name = name;
    this.#connection = connection;
    connection.onText = (bytes, start, end) => this.#got(bytes, start, end);
    connection.onBroken = (error) => {
      for (const { reject } of this.#asked.values()) reject(error);
    };
  }

  /** The `ok` of the reply. @throws Error when it is refused, or the connection breaks. */
  ask<T>(fields: Readonly<Record<string, unknown>>): Promise<T> {
    const id = ++this.#requests;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const asked = { resolve: resolve as Asked["resolve"], reject };
    this.#asked.set(id, { ...asked, verb: fields["do"] });
    this.#connection.send(JSON.stringify({ id, ...fields }));
    return promise;
  }

  end(): void {
    this.#connection.end();
  }

  #got(bytes: Buffer, start: number, end: number): void {
    const kind = koine.kindOf(bytes, start, end);
    if (kind === kinds.acknowledged || kind === kinds.refused)
      return this.#answered(bytes.toString("utf8", start, end));
    this.heard++;
    this.onHeard();
  }

  #answered(text: string): void {
    const { re, ok } = JSON.parse(text) as { re: number; ok?: unknown };
    const asked = this.#asked.get(re);
    this.#asked.delete(re);
    if (ok !== undefined) return asked?.resolve(ok);
    const what = `Koine refused ${String(asked?.verb)}: ${text}`;
    asked?.reject(new Error(what));
  }
}
