// What a scenario is given, and what it gives back: figures and claims.
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "./generate.ts";
import type { DriverName } from "./load/drivers/index.ts";
import type { VerbName } from "./load/verbs/index.ts";
import type { AnyJob, ResultOf } from "./load/jobs.ts";
import { ServerProcess, type ServerName } from "./server-process.ts";

/** What is measured: a server or a door, or one of Koine's verbs. */
export type Subject = DriverName | "riftchat" | VerbName;

/** One quantity, measured in every run, for one or more of them. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly values: Partial<Record<Subject, readonly number[]>>;
  /** Whether the peers' values are told as multiples of Koine's too. */
  readonly isCompared?: boolean;
}

/** What is promised, and what was measured for it. */
export interface Claim {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
}

export interface Outcome {
  readonly figures: readonly Figure[];
  readonly claims: readonly Claim[];
  readonly notes: readonly string[];
  /** When given, the table has a row for each of these, called so, in place of a column. */
  readonly rows?: Partial<Record<Subject, string>>;
}

export interface Scenario {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<Outcome>;
}

export interface BenchOptions {
  readonly isQuick: boolean;
  readonly runs: number;
  /** Where servers keep their data meanwhile. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Servers of a row that are measured at the same time; one when it is not given. The figures of more are worth nothing. */
  readonly atOnce?: number;
  /** Where CPU profiles of Koine go, if any are wanted. */
  readonly profiles?: string | undefined;
  /** Told what is going on. */
  readonly tell: (text: string) => void;
}

export interface Start {
  /** Where it keeps its data; a new folder if there is none. */
  readonly folder?: string;
  /** The dialects that Koine opens ports for, beside its main port. */
  readonly doors?: readonly string[];
  /** What its profile is called, if it is not the server's name. */
  readonly profile?: string;
}

export class Bench {
  readonly isQuick: boolean;
  readonly runs: number;
  readonly tell: (text: string) => void;
  readonly #options: BenchOptions;

  constructor(options: BenchOptions) {
    this.isQuick = options.isQuick;
    this.runs = options.runs;
    this.tell = options.tell;
    this.#options = options;
  }

  /** The caller ends it. */
  async start(
    name: ServerName,
    { folder, doors, profile = name }: Start = {},
  ): Promise<ServerProcess> {
    const { signal, profiles } = this.#options;
    signal.throwIfAborted();
    const isProfiled = name === "koine" && profiles !== undefined;
    return ServerProcess.start({
      name,
      doors,
      folder: folder ?? (await this.newFolder()),
      signal,
      nodeOptions: isProfiled
        ? ["--cpu-prof", `--cpu-prof-dir=${join(profiles, profile)}`]
        : undefined,
    });
  }

  async newFolder(): Promise<string> {
    return mkdtemp(join(this.#options.folder, "server-"));
  }

  /** Runs `measure` for each of them, in their order, one after the other unless `atOnce` says more. */
  async each<R>(
    rows: readonly R[],
    measure: (row: R) => Promise<void>,
  ): Promise<void> {
    const left = rows.values();
    const lane = async (): Promise<void> => {
      for (const row of left) await measure(row);
    };
    await Promise.all(Array.from({ length: this.#options.atOnce ?? 1 }, lane));
  }

  generate<J extends AnyJob>(job: J): Promise<ResultOf<J>> {
    return generate(job, this.#options.signal);
  }

  /** Starts a server with nothing in it, runs one job on it, and ends it. */
  async measure<J extends AnyJob>(
    name: ServerName,
    jobOn: (server: ServerProcess) => J,
    start: Omit<Start, "folder"> = {},
  ): Promise<ResultOf<J>> {
    const folder = await this.newFolder();
    try {
      await using server = await this.start(name, { ...start, folder });
      return await this.generate(jobOn(server));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
