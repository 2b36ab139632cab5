// Koine's door of RiftChat: blocks of JSON over TCP. Who connects is in the lobby, under a name that the server gives.
import { connect, type Socket } from "node:net";

const lengthBytes = 8;
const renamed = 202;
const came = 201;

/** Someone on the way in there: resolves when he has been told that he is in. */
export async function comeToRiftChat(port: number): Promise<RiftChatter> {
  const chatter = new RiftChatter(port);
  await chatter.entered;
  return chatter;
}

export class RiftChatter {
  readonly entered: Promise<void>;
  /** Called after each read. */
  onRead: () => void = () => undefined;
  /** Called once when the connection ends and nobody here ended it. */
  onBroken: (error: Error) => void;
  readonly #socket: Socket;
  #bytes = Buffer.alloc(0);
  #name: string | undefined;
  #enter: (() => void) | undefined;
  #ended = false;

  constructor(port: number) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.entered = promise;
    this.#enter = resolve;
    this.onBroken = reject;
    this.#socket = connect({ host: "127.0.0.1", port, noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#broken(error));
    this.#socket.on("close", () =>
      this.#broken(new Error("The server closed a connection.")),
    );
  }

  end(): void {
    this.#ended = true;
    this.#socket.resetAndDestroy();
  }

  #broken(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onBroken(error);
  }

  #read(chunk: Buffer): void {
    if (this.#enter !== undefined) this.#look(chunk);
    this.onRead();
  }

  /** `{"code": 202, "new": NAME}` tells its name, and `{"code": 201, "new": NAME}` that it is in. */
  #look(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length >= lengthBytes) {
      const end = lengthBytes + Number(this.#bytes.readBigUInt64BE());
      if (this.#bytes.length < end) return;
      const text = this.#bytes.toString("utf8", lengthBytes, end);
      this.#bytes = this.#bytes.subarray(end);
      const told = JSON.parse(text) as { code: number; new?: string };
      if (told.code === renamed) this.#name = told.new;
      if (told.code !== came || told.new !== this.#name) continue;
      this.#enter?.();
      this.#enter = undefined;
      return;
    }
  }
}
