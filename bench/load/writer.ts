// One connection of the job `durable`: keeps a fixed number of says under way, in its rooms in turn, and checks every answer.
import type { Connection } from "./connection.ts";
import { kinds, numberAt } from "./driver.ts";
import { koine, request } from "./drivers/koine.ts";
import { clientFrameLength, opcodes, writeClientFrame } from "./frames.ts";
import { digits, numberedText } from "./text.ts";

/** Numbers begin here, so that all of them have as many digits. */
const firstNumber = 10 ** (digits - 1);
const zero = "0".charCodeAt(0);
const reply = '{"re":';

interface WritersRoom {
  readonly id: string;
  /** The head of its log when the writer came, and how many the writer has said since. */
  readonly head: number;
  said: number;
  /** A say whose number is to be filled in at `places`. */
  readonly say: Buffer;
  readonly places: readonly number[];
}

export interface WriterOptions {
  readonly name: string;
  readonly titles: readonly string[];
  readonly underWay: number;
  readonly textLength: number;
  /** Called at each acknowledgement with its latency; false: no more says. */
  readonly acknowledged: (millis: number) => boolean;
}

export class Writer {
  /** Resolves when everything said is acknowledged and delivered, after `acknowledged` has answered false. */
  readonly done: Promise<void>;
  readonly #connection: Connection;
  readonly #rooms: readonly WritersRoom[];
  readonly #options: WriterOptions;
  /** When each say under way was written: a ring, since answers keep the order of the requests. */
  readonly #writtenAt: Float64Array;
  readonly #done = Promise.withResolvers<void>();
  #said = 0;
  #acknowledged = 0;
  #delivered = 0;
  #owed = 0;
  #isEnding = false;

  /** Says hello and joins; says nothing yet. */
  static async enter(
    connection: Connection,
    options: WriterOptions,
  ): Promise<Writer> {
    await request(connection, { do: "hello", name: options.name });
    const rooms: WritersRoom[] = [];
    for (const title of options.titles) {
      const { room, seq } = await request<{ room: string; seq: number }>(
        connection,
        { do: "join", room: title },
      );
      rooms.push(roomOf(room, seq, options.textLength));
    }
    return new Writer(connection, rooms, options);
  }

  private constructor(
    connection: Connection,
    rooms: readonly WritersRoom[],
    options: WriterOptions,
  ) {
    this.#connection = connection;
    this.#rooms = rooms;
    this.#options = options;
    this.#writtenAt = new Float64Array(options.underWay);
    this.done = this.#done.promise;
  }

  begin(): void {
    this.#connection.onBroken = (error) => this.#done.reject(error);
    this.#connection.onText = (bytes, start, end) =>
      this.#got(bytes, start, end);
    this.#connection.onRead = () => this.#sayOwed();
    this.#owed = this.#options.underWay;
    this.#sayOwed();
  }

  /** Throws unless the log of every room holds exactly what was acknowledged. */
  async check(): Promise<void> {
    this.#connection.onRead = () => undefined;
    for (const { id, head, said } of this.#rooms) {
      const { entries } = await request<{ entries: { seq: number }[] }>(
        this.#connection,
        { do: "history", room: id, limit: 1 },
      );
      const last = entries[0]?.seq ?? 0;
      if (last !== head + said)
        throw new Error(
          `Room ${id} has ${last - head} new entries where ${said} were acknowledged.`,
        );
    }
  }

  #got(bytes: Buffer, start: number, end: number): void {
    const kind = koine.kindOf(bytes, start, end);
    if (kind === kinds.acknowledged) this.#gotReply(bytes, start);
    else if (kind === kinds.delivery) this.#delivered++;
    else if (kind === kinds.refused)
      this.#fail(`A say was refused: ${bytes.toString("utf8", start, end)}`);
  }

  #gotReply(bytes: Buffer, start: number): void {
    const number = numberAt(bytes, start + reply.length);
    if (number !== firstNumber + this.#acknowledged)
      return this.#fail(
        `Say ${number} was answered where ${firstNumber + this.#acknowledged} was due.`,
      );
    const written =
      this.#writtenAt[this.#acknowledged % this.#writtenAt.length];
    this.#acknowledged++;
    const goesOn = this.#options.acknowledged(
      performance.now() - (written ?? 0),
    );
    if (goesOn && !this.#isEnding) this.#owed++;
    else this.#isEnding = true;
  }

  /** Everything that one read made room for goes out in one write, as a client does that pipelines. */
  #sayOwed(): void {
    if (this.#isEnding) {
      if (this.#acknowledged === this.#said && this.#delivered === this.#said)
        this.#done.resolve();
      return;
    }
    if (this.#owed === 0) return;
    const length = this.#rooms.reduce(
      (most, { say }) => Math.max(most, clientFrameLength(say.length)),
      0,
    );
    const bytes = Buffer.allocUnsafe(this.#owed * length);
    const now = performance.now();
    let to = 0;
    for (; this.#owed > 0; this.#owed--) {
      const room = this.#rooms[this.#said % this.#rooms.length];
      if (room === undefined) return this.#fail("A writer has no room.");
      fill(room, firstNumber + this.#said);
      to = writeClientFrame(bytes, to, opcodes.text, room.say);
      this.#writtenAt[this.#said % this.#writtenAt.length] = now;
      this.#said++;
      room.said++;
    }
    this.#connection.write(bytes.subarray(0, to));
  }

  #fail(what: string): void {
    this.#isEnding = true;
    this.#done.reject(new Error(what));
  }
}

function roomOf(id: string, head: number, textLength: number): WritersRoom {
  const text = numberedText(firstNumber, textLength);
  const say = Buffer.from(koine.say(id, firstNumber, text));
  const places: number[] = [];
  for (
    let at = say.indexOf(String(firstNumber));
    at !== -1;
    at = say.indexOf(String(firstNumber), at + digits)
  )
    places.push(at);
  return { id, head, said: 0, say, places };
}

function fill(room: WritersRoom, number: number): void {
  let rest = number;
  for (let i = digits - 1; i >= 0; i--) {
    const digit = zero + (rest % 10);
    rest = Math.floor(rest / 10);
    for (const place of room.places) room.say[place + i] = digit;
  }
}
