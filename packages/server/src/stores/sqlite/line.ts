// A line to a worker thread: while one batch is under way all further calls collect, and go as the next. Used for writing and for reading.
import { Worker } from "node:worker_threads";
import { ChatError } from "../../core/errors.ts";
import { storeClosed, tooMuchWaiting } from "../refusals.ts";
import type { Answers, Commit, Refused, Said } from "./calls.ts";
import { textOf } from "./failures.ts";

/** Who waits for the answer to a call. */
export interface Caller {
  /** `at` is the time that the batch carries. */
  answered(value: unknown, at: number): void;
  refused(error: ChatError): void;
}

export interface LineOptions {
  /** What the thread is called in warnings and tools. */
  readonly name: string;
  readonly url: URL;
  readonly workerData: unknown;
  /** Calls in one batch. */
  readonly mostInBatch: number;
  /** Calls that wait, the batch under way among them. */
  readonly mostWaiting: number;
  /** What a caller is told when the thread has died. */
  readonly lost: string;
  readonly onCommit?: (commit: Commit) => void;
  readonly onTrouble: (text: string) => void;
}

interface Waiting {
  readonly calls: unknown[];
  readonly callers: Caller[];
  weight: number;
}

/** Bytes, roughly, in one batch, and in all that wait. */
const heaviestBatch = 8 * 1024 * 1024;
const heaviestQueue = 128 * 1024 * 1024;
/** A thread that dies is started again, but not more often than this. */
const restartAfterMs = 1_000;
const closeWithinMs = 4_000;

type Methods<T> = { [K in keyof T]: (...args: never[]) => unknown };
type Answer<R> = Exclude<R, Refused>;

export class Line<T extends Methods<T>> {
  readonly #options: LineOptions;
  readonly #queue: Waiting[] = [];
  #underWay: Waiting | undefined;
  #waiting = 0;
  #weight = 0;
  #worker: Worker | undefined;
  #isReady = false;
  /** From when it was ready for the first time; what fails before that is told to whoever opens it. */
  #isOpen = false;
  #isClosed = false;
  #isPumpDue = false;
  #startedAt = -Infinity;
  #settled: (() => void)[] = [];
  #closing: Promise<void> | undefined;

  private constructor(options: LineOptions) {
    this.#options = options;
  }

  /** @throws Error for the operator, in the words of the thread, when it cannot do its work. */
  static async open<T extends Methods<T>>(
    options: LineOptions,
  ): Promise<Line<T>> {
    const line = new Line<T>(options);
    await line.#start();
    return line;
  }

  call<N extends keyof T & string>(
    name: N,
    ...args: Parameters<T[N]>
  ): Promise<Answer<ReturnType<T[N]>>> {
    return new Promise((answered, refused) => {
      const caller = { answered: answered as Caller["answered"], refused };
      this.submit(caller, 0, name, ...args);
    });
  }

  /** As `call`, for what is called often. `weight` is the length of the texts in it. */
  submit<N extends keyof T & string>(
    caller: Caller,
    weight: number,
    name: N,
    ...args: Parameters<T[N]>
  ): void {
    if (this.#isClosed) return caller.refused(storeClosed());
    if (
      this.#waiting >= this.#options.mostWaiting ||
      this.#weight >= heaviestQueue
    )
      return caller.refused(tooMuchWaiting());
    if (this.#worker === undefined && !this.#restart())
      return caller.refused(this.#lostError());
    let last = this.#queue.at(-1);
    if (
      last === undefined ||
      last.callers.length >= this.#options.mostInBatch ||
      last.weight >= heaviestBatch
    ) {
      last = { calls: [], callers: [], weight: 0 };
      this.#queue.push(last);
    }
    last.calls.push(name, args.length, ...args);
    last.callers.push(caller);
    last.weight += weight;
    this.#weight += weight;
    this.#waiting++;
    if (this.#underWay !== undefined || this.#isPumpDue) return;
    // What is called in the same turn shares the batch.
    this.#isPumpDue = true;
    setImmediate(() => {
      this.#isPumpDue = false;
      this.#pump();
    });
  }

  /** Resolves when the batch that is under way now has been answered. */
  settled(): Promise<void> {
    if (this.#underWay === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Refuses what comes from now on, waits for what came before, and ends the thread, but not before `last`. */
  close(last: Promise<void> = Promise.resolve()): Promise<void> {
    this.#isClosed = true;
    return (this.#closing ??= this.#end(last));
  }

  async #end(last: Promise<void>): Promise<void> {
    while (this.#waiting > 0)
      await new Promise<void>((resolve) => this.#settled.push(resolve));
    await last;
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    worker.postMessage("close");
    const timer = setTimeout(() => void worker.terminate(), closeWithinMs);
    await ended;
    clearTimeout(timer);
  }

  #pump(): void {
    if (!this.#isReady || this.#underWay !== undefined) return;
    const next = this.#queue.shift();
    if (next === undefined) return;
    this.#underWay = next;
    const { calls, callers } = next;
    this.#worker?.postMessage({ calls, count: callers.length });
  }

  #answered({ values, at, commits, trouble }: Answers): void {
    const done = this.#underWay;
    if (done === undefined) return;
    this.#done(done);
    this.#underWay = undefined;
    // First the next batch, so that the thread works while this one's callers are told.
    this.#pump();
    for (const [i, caller] of done.callers.entries()) {
      const value = values[i];
      if (isRefused(value)) caller.refused(errorOf(value));
      else caller.answered(value, at);
    }
    for (const commit of commits) this.#options.onCommit?.(commit);
    if (trouble !== undefined) this.#tellTrouble(trouble);
    this.#tellSettled();
  }

  #done({ callers, weight }: Waiting): void {
    this.#waiting -= callers.length;
    this.#weight -= weight;
  }

  #tellSettled(): void {
    const settled = this.#settled;
    this.#settled = [];
    for (const resolve of settled) resolve();
  }

  #tellTrouble(text: string): void {
    this.#options.onTrouble(`The thread "${this.#options.name}": ${text}`);
  }

  /** Whether the thread is being started again. */
  #restart(): boolean {
    if (performance.now() - this.#startedAt < restartAfterMs) return false;
    this.#start().catch(() => {});
    return true;
  }

  #start(): Promise<void> {
    const { url, workerData, name } = this.#options;
    const worker = new Worker(url, { workerData, name });
    this.#worker = worker;
    this.#startedAt = performance.now();
    return new Promise((resolve, reject) => {
      let cause: unknown = new Error("It ended without a word.");
      worker.on("message", (said: Said) => {
        if ("answers" in said) {
          this.#answered(said.answers);
        } else if ("ready" in said) {
          this.#isReady = true;
          this.#isOpen = true;
          this.#pump();
          resolve();
        } else {
          cause = new Error(said.failed);
        }
      });
      worker.on("error", (error) => {
        cause = error;
      });
      worker.on("exit", () => {
        reject(cause);
        this.#ended(cause);
      });
    });
  }

  #ended(cause: unknown): void {
    this.#worker = undefined;
    this.#isReady = false;
    if (this.#isOpen && !this.#isClosed)
      this.#tellTrouble(
        `it ended, and is started again with a later call: ${textOf(cause)}`,
      );
    const lost = [this.#underWay, ...this.#queue.splice(0)];
    this.#underWay = undefined;
    for (const waiting of lost) {
      if (waiting === undefined) continue;
      this.#done(waiting);
      for (const caller of waiting.callers)
        caller.refused(this.#lostError(cause));
    }
    this.#tellSettled();
  }

  #lostError(cause?: unknown): ChatError {
    return new ChatError("unavailable", this.#options.lost, { cause });
  }
}

function isRefused(value: unknown): value is Refused {
  return typeof value === "object" && value !== null && "refused" in value;
}

function errorOf({ refused, message, cause }: Refused): ChatError {
  if (cause === undefined) return new ChatError(refused, message);
  return new ChatError(refused, message, { cause: new Error(cause) });
}
