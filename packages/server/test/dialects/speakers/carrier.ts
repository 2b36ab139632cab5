// One connection of a client as bytes: frames out as they go over the wire, frames in as text. What carries frames
// differs in how they are cut; see the files beside this one.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export abstract class Carrier {
  /** The text of every frame that came, in order. */
  readonly told: string[] = [];
  /** The text of every frame that was sent. */
  readonly sent: string[] = [];
  readonly ended: Promise<void>;
  hasEnded = false;
  protected readonly socket: Socket;
  readonly #watching = new Set<() => void>();

  protected constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    this.ended = new Promise((resolve) => {
      socket.once("close", () => {
        this.hasEnded = true;
        resolve();
        this.look();
      });
    });
    onTestFinished(() => void socket.destroy());
  }

  /** A frame as it goes over the wire. */
  abstract bytesOf(text: string): Buffer;
  /** The bytes of a frame that is no text. */
  abstract binaryOf(bytes: Buffer): Buffer;
  /** Takes what came over the wire. */
  protected abstract receive(piece: Buffer): void;

  /** Begins to read. */
  protected listen(): void {
    this.socket.on("data", (piece: Buffer) => this.receive(piece));
  }

  send(text: string): void {
    this.sent.push(text);
    void this.raw(this.bytesOf(text));
  }

  /** Resolves when the operating system has taken it, or the connection is gone. */
  raw(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.destroyed || this.socket.writableEnded) return resolve();
      this.socket.write(bytes, () => resolve());
    });
  }

  /** Reads no more, until `resume`. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Says no more, as a client that ends does. */
  end(): void {
    this.socket.end();
  }

  /** Is gone without a word: with a reset, or as a process that was killed. */
  cut(how: "reset" | "end"): void {
    if (how === "reset") this.socket.resetAndDestroy();
    else this.socket.destroy();
  }

  protected tell(frame: string): void {
    this.told.push(frame);
    this.look();
  }

  protected look(): void {
    for (const look of this.#watching) look();
  }

  /** Resolves when something is so; looked at whenever something comes. Rejects when the connection ends first. */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const is = isSo();
        if (!is && !this.hasEnded) return;
        this.#watching.delete(look);
        if (is) resolve();
        else reject(new Error(`It ended before, after ${this.told.at(-1)}`));
      };
      this.#watching.add(look);
      look();
    });
  }
}

export async function connected(
  port: number,
  allowHalfOpen = false,
): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen });
  await once(socket, "connect");
  return socket;
}
