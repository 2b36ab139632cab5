// The people that the table of rights is about: each with an account or none, a role, a token, and a native connection
// through which what a row needs is set up.
import { post, webSocket, type Client } from "../support/clients.ts";
import { startServer, type TestServer } from "../support/server.ts";
import type { DialectName } from "../../src/dialects/dialect-names.ts";

/** Of every account. */
export const password = "battery-staple";
export const broadcastKey = "the-key-to-everyone";

export class Person {
  readonly server: TestServer;
  readonly name: string;
  readonly id: string;
  token: string;
  #client: Client;

  constructor(
    server: TestServer,
    told: Pick<Person, "name" | "id" | "token">,
    client: Client,
  ) {
    this.server = server;
    this.name = told.name;
    this.id = told.id;
    this.token = told.token;
    this.#client = client;
  }

  get client(): Client {
    return this.#client;
  }

  /** As over his connection; the result. @throws when it is refused */
  async must(
    verb: string,
    params: object = {},
  ): Promise<Record<string, unknown>> {
    try {
      return await this.#client.must(verb, params);
    } catch (error) {
      throw new Error(`${this.name} could not ${verb}`, { cause: error });
    }
  }

  /** Whoever was put out comes back. */
  async revive(): Promise<void> {
    if (this.#client.hasEnded) await this.#come({ token: this.token });
  }

  /** Whose sessions are just being ended comes in anew. */
  async login(): Promise<void> {
    await this.#client.ended;
    const { token } = await this.#come({ name: this.name, password });
    this.token = String(token);
  }

  async #come(params: object): Promise<Record<string, unknown>> {
    const client = await webSocket(this.server);
    this.#client = client;
    return client.must("hello", params);
  }
}

export async function guest(server: TestServer, name: string): Promise<Person> {
  const client = await webSocket(server);
  const told = await client.must("hello", { name });
  return new Person(server, { ...told, name } as Person, client);
}

export async function account(
  server: TestServer,
  name: string,
): Promise<Person> {
  const person = await guest(server, name);
  await person.must("register", { name, password });
  return person;
}

let strangers = 0;

/** Someone who is not connected. */
export async function stranger(server: TestServer): Promise<string> {
  const { body } = await post(server, "hello", { name: `nn ${++strangers}` });
  return String(body["id"]);
}

const names = {
  // Accounts with a role in the chat,
  accounts: [
    "olga",
    "adam",
    "mona",
    "alma",
    // those with a role in rooms,
    "ann",
    "art",
    "max",
    "ada",
    // and those with none.
    "mia",
    "bea",
    "otto",
    "cut",
    "tom",
  ],
  guests: ["gil", "low", "ghost"],
} as const;

type Name = (typeof names)["accounts" | "guests"][number];

export type People = Readonly<Record<Name, Person>>;

export interface Cast {
  readonly server: TestServer;
  readonly people: People;
}

/** A server and everyone who is needed; `cut` is banned from the chat, and `olga` is its owner. */
export async function assemble(
  doors: readonly DialectName[] = [],
): Promise<Cast> {
  const server = await startServer({ doors, config: { broadcastKey } });
  const made = await Promise.all([
    ...names.accounts.map((name) => account(server, name)),
    ...names.guests.map((name) => guest(server, name)),
  ]);
  const people = Object.fromEntries(
    made.map((person) => [person.name, person]),
  ) as People;
  const { olga, adam, mona, alma, cut } = people;
  await olga.must("claim", { token: server.ownerToken });
  const roles = [
    [adam, "admin"],
    [alma, "admin"],
    [mona, "moderator"],
  ] as const;
  for (const [{ id }, role] of roles)
    await olga.must("role", { who: id, role });
  await olga.must("ban", { who: cut.id });
  return { server, people };
}
