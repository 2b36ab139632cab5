// The two doors that have every verb: how someone calls one there, and what he is answered.
import type { VerbName } from "@koine/protocol";
import { httpVerbs } from "../../src/http/http-verbs.ts";
import { post, webSocket, type Told } from "../support/clients.ts";
import type { Asking } from "./deeds.ts";
import type { Column, Row } from "./read-table.ts";

export interface Call extends Asking {
  readonly row: Row;
  readonly params: object;
}

export interface Door {
  /** Whether a line of a circumstance can be asked there, by someone of that column. */
  has(row: Row, circumstance: string, column: Column): boolean;
  /** Brings him to where he asks from, before anybody looks at what is so. */
  prepare?(asking: Asking, row: Row): Promise<void>;
  /** `yes`, or the code of the refusal. */
  call(call: Call): Promise<string>;
}

/** Needs no session, and ends with it none. */
const first: readonly VerbName[] = ["hello", "redeem"];

export const native: Door = {
  has: () => true,
  async call({ stage, actor: who, row: { verb }, params }) {
    const { server } = stage.cast;
    const isIn = who?.client.hasEnded === false && !first.includes(verb);
    if (isIn) return answerOf(await who.client.ask(verb, params));
    const client = await webSocket(server);
    try {
      if (who !== undefined && !first.includes(verb)) {
        const { error } = await client.ask("hello", { token: who.token });
        if (error !== undefined) return error.code;
      }
      return answerOf(await client.ask(verb, params));
    } finally {
      client.destroy();
    }
  },
};

export const http: Door = {
  has: ({ verb }) => httpVerbs.includes(verb),
  async call({ stage, actor, row, params }) {
    const { server } = stage.cast;
    const { body } = await post(server, row.verb, params, actor?.token);
    return answerOf(body);
  },
};

/** Over HTTP the result is the body itself. */
const answerOf = ({ error }: Told): string => error?.code ?? "yes";
