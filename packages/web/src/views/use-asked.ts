// What dialogs do with the server: ask for something to show, and do something of which a refusal is told.
import type { Params, Result, VerbName } from "@koine/protocol";
import { useEffect, useState } from "preact/hooks";
import { client, messageOf } from "../client.ts";

export interface Asked<T> {
  /** Undefined until it is there. */
  readonly answer: T | undefined;
  readonly problem: string | undefined;
  readonly again: () => Promise<void>;
}

export function useAsked<V extends VerbName>(
  verb: V,
  params: Params<V>,
): Asked<Result<V>> {
  const [answer, setAnswer] = useState<Result<V>>();
  const [problem, setProblem] = useState<string>();
  const again = async () => {
    try {
      setAnswer(await client.ask(verb, params));
      setProblem(undefined);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  useEffect(() => void again(), []);
  return { answer, problem, again };
}

export interface Doing {
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  /** Whether it is done. One at a time. */
  readonly run: (does: () => Promise<unknown>) => Promise<boolean>;
}

export function useDoing(): Doing {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const run = async (does: () => Promise<unknown>) => {
    if (isBusy) return false;
    setBusy(true);
    try {
      await does();
      setProblem(undefined);
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { problem, isBusy, run };
}
