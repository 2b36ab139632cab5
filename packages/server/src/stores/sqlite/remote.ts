// The main thread's side of a worker thread: what is asked while a batch is under way goes together into the next.
import { Worker } from "node:worker_threads";
import { ChatError } from "../../core/errors.ts";
import {
  noSuchRoom,
  notKept,
  notRead,
  storeClosed,
  tooMuchWaiting,
} from "../refusals.ts";
import { isRefused, type FromWorker, type Operation } from "./messages.ts";

export interface RemoteOptions {
  /** `writer` or `reader`: the worker's file beside this one. */
  readonly name: "writer" | "reader";
  readonly data: unknown;
  /** A batch was done: how long its commit took, with how many operations, and whether it was kept. */
  readonly onDone?: (
    seconds: number,
    operations: number,
    kept: boolean,
  ) => void;
}

interface Asked {
  readonly operation: Operation;
  /** Called in the turn in which the batch was done, before any promise of it has resolved. */
  readonly answer: (result: unknown) => void;
  readonly refuse: (error: ChatError) => void;
}

const BATCH_MOST = 5_000;
const WAITING_MOST = 100_000;

export class Remote {
  readonly #options: RemoteOptions;
  #worker: Worker | undefined;
  #waiting: Asked[] = [];
  #underWay: readonly Asked[] | undefined;
  #isScheduled = false;
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  /** Resolves when the worker is ready. @throws Error with the worker's text */
  async start(): Promise<void> {
    const url = new URL(import.meta.url);
    url.pathname = url.pathname.replace(
      /remote(\.[a-z]+)$/,
      `${this.#options.name}$1`,
    );
    const worker = new Worker(url, { workerData: this.#options.data });
    const ready = Promise.withResolvers<void>();
    worker.on("message", (message: FromWorker) => {
      if (message.is === "ready") ready.resolve();
      else if (message.is === "failed")
        ready.reject(new Error(message.message));
      else this.#done(message);
    });
    // A thread that dies takes its batch with it; the next one is given to a new thread.
    worker.on("error", (error) => {
      ready.reject(error instanceof Error ? error : new Error(String(error)));
      this.#lost(worker);
    });
    worker.on("exit", () => this.#lost(worker));
    this.#worker = worker;
    try {
      await ready.promise;
    } catch (error) {
      this.#worker = undefined;
      await worker.terminate();
      throw error;
    }
  }

  /** The operation's result. @throws ChatError `unavailable`, `no_such_room` */
  ask<T>(...operation: Operation): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.askWith(operation, (result) => resolve(result as T), reject);
    });
  }

  /** As `ask`, with functions: for what is asked so often that a promise of its own would tell. */
  askWith(
    operation: Operation,
    answer: (result: unknown) => void,
    refuse: (error: ChatError) => void,
  ): void {
    if (this.#isClosed) return refuse(storeClosed());
    if (this.#waiting.length >= WAITING_MOST) return refuse(tooMuchWaiting());
    this.#waiting.push({ operation, answer, refuse });
    this.#schedule();
  }

  /** Resolves when everything asked so far has been answered. */
  idle(): Promise<void> {
    if (this.#waiting.length === 0 && this.#underWay === undefined)
      return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Waits for what is under way; then nothing more is taken. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.idle();
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise<void>((resolve) =>
      worker.once("exit", () => resolve()),
    );
    worker.postMessage("close");
    await exited;
  }

  /** At the end of the turn, so that everything asked in it goes together. */
  #schedule(): void {
    if (this.#isScheduled || this.#underWay !== undefined) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    const batch = this.#waiting.splice(0, BATCH_MOST);
    this.#underWay = batch;
    try {
      if (this.#worker === undefined) await this.start();
      this.#worker?.postMessage(batch.map(({ operation }) => operation));
    } catch {
      this.#refuseAll(batch);
      this.#next();
    }
  }

  #done(message: Extract<FromWorker, { is: "done" }>): void {
    const batch = this.#underWay ?? [];
    const { results, seconds, kept = true } = message;
    if (seconds !== undefined)
      this.#options.onDone?.(seconds, batch.length, kept);
    // The next batch is under way before this one's answers are worked on.
    this.#next();
    for (const [index, { answer, refuse }] of batch.entries()) {
      const result = results[index];
      if (isRefused(result)) refuse(this.#refusal(result.refused));
      else answer(result);
    }
  }

  #next(): void {
    this.#underWay = undefined;
    if (this.#waiting.length > 0) return void this.#send();
    const idle = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of idle) resolve();
  }

  #lost(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const batch = this.#underWay;
    if (batch === undefined) return;
    this.#refuseAll(batch);
    this.#next();
  }

  #refuseAll(batch: readonly Asked[]): void {
    for (const { refuse } of batch) refuse(this.#refusal("unavailable"));
  }

  #refusal(code: "unavailable" | "no_such_room"): ChatError {
    if (code === "no_such_room") return noSuchRoom();
    return new ChatError(
      "unavailable",
      this.#options.name === "writer" ? notKept : notRead,
    );
  }
}
