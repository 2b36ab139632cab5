// Someone in the lobby, through any door.
import type { TestServer } from "../../support/server.ts";
import type { Carrier } from "./carrier.ts";
import type { Heard, Sense, Voice } from "./voice.ts";

export class Speaker {
  readonly voice: Voice;
  readonly server: TestServer;
  readonly name: string;
  readonly carrier: Carrier;
  readonly #senses: Sense[] = [];

  constructor(
    voice: Voice,
    server: TestServer,
    name: string,
    carrier: Carrier,
  ) {
    this.voice = voice;
    this.server = server;
    this.name = name;
    this.carrier = carrier;
  }

  say(text: string): void {
    this.carrier.send(this.voice.saying(text));
  }

  whisper(to: string, text: string): void {
    const frame = this.voice.whispering?.(to, text);
    if (frame === undefined)
      throw new Error(`${this.voice.door} has no direct messages`);
    this.carrier.send(frame);
  }

  /** Whether this one says it to the other alone at all. */
  get canWhisper(): boolean {
    return this.voice.whispering !== undefined;
  }

  heard(): readonly Heard[] {
    return this.#look().flatMap(({ heard }) => heard ?? []);
  }

  /** What the server itself has said. */
  words(): readonly string[] {
    return this.#look().flatMap(({ words }) => words ?? []);
  }

  /** Resolves when the server has said something of the kind. */
  isTold(what: string | RegExp): Promise<void> {
    return this.carrier.until(() =>
      this.words().some((one) => one.search(what) !== -1),
    );
  }

  joinsSeen(): readonly string[] {
    return this.#look().flatMap(({ joined }) => joined ?? []);
  }

  leavesSeen(): readonly string[] {
    return this.#look().flatMap(({ left }) => left ?? []);
  }

  /** Resolves when that text was heard; how it shows here is the door's. */
  hears(text: string): Promise<void> {
    const shown = this.shown(text);
    return this.carrier.until(() =>
      this.heard().some((one) => one.text === shown),
    );
  }

  /** Resolves when someone's leave was shown; at once where none is. */
  seesLeave(name: string): Promise<void> {
    if (!this.voice.showsComings) return Promise.resolve();
    return this.carrier.until(() => this.leavesSeen().includes(name));
  }

  seesJoin(name: string): Promise<void> {
    if (!this.voice.showsComings) return Promise.resolve();
    return this.carrier.until(() => this.joinsSeen().includes(name));
  }

  shown(text: string): string {
    return this.voice.shown?.(text) ?? text;
  }

  /** Leaves as the door has it, and goes. Resolves when it was told, where there is a form for that. */
  async leave(): Promise<void> {
    const { leaving } = this.voice;
    if (leaving !== undefined) {
      this.carrier.send(leaving.frame);
      await this.carrier.until(() =>
        this.carrier.told.some((frame) => leaving.isDone(frame)),
      );
    }
    this.carrier.end();
    await this.carrier.ended;
  }

  /** The last frame is looked at again: at a line door, further lines may have come to it. */
  #look(): readonly Sense[] {
    const { told } = this.carrier;
    this.#senses.pop();
    for (let at = this.#senses.length; at < told.length; at++)
      this.#senses.push(this.voice.sense(told[at] ?? "", told));
    return this.#senses;
  }
}

/** Someone new in the lobby. */
export async function enter(
  voice: Voice,
  server: TestServer,
  name: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Speaker> {
  const carrier = await voice.open(server, name, headers);
  await voice.enter(carrier, name);
  return new Speaker(voice, server, name, carrier);
}

/** Someone who wants to enter, and whom the server has something to say to in place of it. */
export async function isRefused(
  voice: Voice,
  server: TestServer,
  name: string,
  why: RegExp,
  headers?: Readonly<Record<string, string>>,
): Promise<Speaker> {
  const carrier = await voice.open(server, name, headers);
  const speaker = new Speaker(voice, server, name, carrier);
  voice.enter(carrier, name).catch(() => undefined);
  await speaker.isTold(why);
  return speaker;
}
