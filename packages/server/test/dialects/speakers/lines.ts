// Lines over TCP, ended by LF. A further line of the same message begins with two blanks.
import type { Socket } from "node:net";
import { Carrier, connected } from "./carrier.ts";

export class LinesCarrier extends Carrier {
  #rest = "";
  readonly #decoder = new TextDecoder();

  constructor(socket: Socket) {
    super(socket);
    this.listen();
  }

  bytesOf(text: string): Buffer {
    return Buffer.from(`${text}\n`);
  }

  binaryOf(bytes: Buffer): Buffer {
    return Buffer.concat([bytes, Buffer.from("\n")]);
  }

  protected receive(piece: Buffer): void {
    const text = this.#rest + this.#decoder.decode(piece, { stream: true });
    const lines = text.split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const last = this.told.length - 1;
    if (!line.startsWith("  ") || last < 0) return this.tell(line);
    this.told[last] += `\n${line.slice(2)}`;
    this.look();
  }
}

export async function openLines(port: number): Promise<LinesCarrier> {
  return new LinesCarrier(await connected(port));
}
