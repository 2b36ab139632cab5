// The members of one room: every delivery to every one of them is counted, and a sample of them is looked at closely.
import { Times } from "../statistics.ts";
import type { Connection } from "./connection.ts";
import { come, kinds, numberAt, type Driver } from "./driver.ts";
import { driverOf, type DriverName } from "./drivers/index.ts";
import { inParallel } from "./in-parallel.ts";
import { numberedText } from "./text.ts";

/** How many of the members are looked at closely. */
const sampleSize = 25;

export interface Member {
  readonly index: number;
  readonly connection: Connection;
  /** Deliveries so far. */
  count: number;
  /** How many messages are its own. */
  said: number;
  bytes: number;
  /** Only for those looked at closely: which messages came or are not due to it, and the last one's place in the room. */
  readonly seen: Uint8Array | undefined;
  lastSeq: number;
}

export interface AudienceOptions {
  readonly driver: DriverName;
  readonly port: number;
  readonly members: number;
  /** How many messages will be said at most. */
  readonly messages: number;
  readonly textLength: number;
  /** Looked at closely besides the sample, and never says anything. */
  readonly watched?: number;
  readonly overlook?: number;
}

export class Audience {
  readonly members: readonly Member[];
  /** Deliveries to all members so far. */
  total = 0;
  /** Where latencies of the sample go; the watched member's are not among them. */
  latencies = new Times();
  /** Rejects when a connection breaks or a delivery is wrong. */
  readonly broken: Promise<never>;
  said = 0;
  readonly #driver: Driver;
  readonly #options: AudienceOptions;
  readonly #room: string;
  readonly #speakers: readonly Member[];
  readonly #saidAt: Float64Array;
  readonly #break: (error: Error) => void;

  static async open(options: AudienceOptions): Promise<Audience> {
    const driver = driverOf(options.driver);
    const title = "bench";
    let room = title;
    const connections = await inParallel(options.members, 50, async (index) => {
      const member = await come(driver, {
        port: options.port,
        name: `member${index}`,
        room: title,
      });
      room = member.room;
      return member.connection;
    });
    return new Audience(options, connections, room);
  }

  private constructor(
    options: AudienceOptions,
    connections: readonly Connection[],
    room: string,
  ) {
    this.#options = options;
    this.#driver = driverOf(options.driver);
    this.#room = room;
    this.#saidAt = new Float64Array(options.messages);
    const { promise, reject } = Promise.withResolvers<never>();
    this.broken = promise;
    this.broken.catch(() => undefined);
    this.#break = reject;
    const step = Math.max(1, Math.floor(connections.length / sampleSize));
    this.members = connections.map((connection, index) => {
      const isClose = index % step === 0 || index === options.watched;
      const member: Member = {
        index,
        connection,
        count: index === options.overlook ? -1 : 0,
        said: 0,
        bytes: 0,
        seen: isClose ? new Uint8Array(options.messages) : undefined,
        lastSeq: 0,
      };
      connection.onBroken = (error) =>
        reject(new Error(`Member ${index}: ${error.message}`));
      connection.onText = (bytes, start, end) =>
        this.#got(member, bytes, start, end);
      return member;
    });
    this.#speakers = this.members.filter(
      ({ index }) => index !== options.watched,
    );
  }

  /** How many deliveries are due for everything said so far. */
  get due(): number {
    const each = this.members.length - (this.#areOwnDue ? 0 : 1);
    return this.said * each;
  }

  /** The next message, by the next member in turn. */
  say(): void {
    const number = this.said++;
    const member = this.#speakers[number % this.#speakers.length];
    if (member === undefined) throw new Error("Nobody is there to speak.");
    member.said++;
    if (!this.#areOwnDue && member.seen !== undefined) member.seen[number] = 1;
    const text = numberedText(number, this.#options.textLength);
    this.#saidAt[number] = performance.now();
    member.connection.send(this.#driver.say(this.#room, number + 1, text));
  }

  /** Throws unless each member got each message that is due to it, once. */
  check(): void {
    const dueTo = ({ said }: Member): number =>
      this.#areOwnDue ? this.said : this.said - said;
    const wrong = this.members.filter(
      (member) => member.count !== dueTo(member),
    );
    const [first] = wrong;
    if (first !== undefined)
      throw new Error(
        `${wrong.length} of ${this.members.length} members did not get every message once: ` +
          `member ${first.index} got ${first.count} of ${dueTo(first)}.`,
      );
    for (const { index, seen } of this.members) {
      const missing = seen?.subarray(0, this.said).indexOf(0) ?? -1;
      if (missing !== -1)
        throw new Error(`Member ${index} never got message ${missing}.`);
    }
  }

  end(): void {
    for (const { connection } of this.members) connection.end();
  }

  get #areOwnDue(): boolean {
    return this.#driver.dueTo === "all";
  }

  #got(member: Member, bytes: Buffer, start: number, end: number): void {
    const kind = this.#driver.kindOf(bytes, start, end);
    if (kind === kinds.delivery) {
      member.count++;
      this.total++;
      if (member.seen !== undefined)
        this.#look(member, member.seen, bytes, start, end);
    } else if (kind === kinds.refused) {
      const text = bytes.toString("utf8", start, end);
      this.#break(new Error(`Member ${member.index} was refused: ${text}`));
    } else if (kind === kinds.other) {
      this.#driver.answer?.(member.connection, bytes, start);
    }
  }

  #look(
    member: Member,
    seen: Uint8Array,
    bytes: Buffer,
    start: number,
    end: number,
  ): void {
    member.bytes += end - start;
    const number = numberAt(bytes, this.#driver.textAt(bytes, start));
    if (number >= this.said || seen[number] !== 0)
      return this.#break(
        new Error(
          `Member ${member.index} got message ${number}, which was not due to it, or twice.`,
        ),
      );
    seen[number] = 1;
    if (member.index !== this.#options.watched)
      this.latencies.add(performance.now() - (this.#saidAt[number] ?? NaN));
    if (this.#driver.seqAt === undefined) return;
    const seq = numberAt(bytes, this.#driver.seqAt(bytes, start));
    if (member.lastSeq !== 0 && seq !== member.lastSeq + 1)
      this.#break(
        new Error(
          `Member ${member.index} got entry ${seq} after ${member.lastSeq}.`,
        ),
      );
    member.lastSeq = seq;
  }
}
