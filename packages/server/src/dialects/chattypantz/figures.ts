// What is counted at this door, for whoever asks for figures. Bounded by the connections that are open.
import type { Opened } from "../../wires/wire.ts";

/** One connection. */
export interface Talker {
  readonly remoteAddr: string;
  readonly start: Date;
  nickname: string;
  lastReq: Date | undefined;
  requests: number;
}

/** The paths that are counted: one for all rooms. */
export type Counted =
  | "/v1.0/chat"
  | "/v1.0/alive"
  | "/v1.0/stats"
  | "/"
  | "/{room}"
  | "/{room}/{nick}";

export class Figures {
  readonly start = new Date();
  readonly talkers = new Set<Talker>();
  readonly routes = new Map<Counted, number>();
  requests = 0;
  requestBytes = 0;

  /** A connection begins; it ends with `left`. */
  came(opened: Opened, route: Counted): Talker {
    this.visited(route);
    const talker: Talker = {
      remoteAddr: remoteAddress(opened),
      start: new Date(),
      nickname: "",
      lastReq: undefined,
      requests: 0,
    };
    this.talkers.add(talker);
    return talker;
  }

  left(talker: Talker): void {
    this.talkers.delete(talker);
  }

  visited(route: Counted): void {
    this.routes.set(route, (this.routes.get(route) ?? 0) + 1);
  }

  asked(talker: Talker, frame: string): void {
    talker.requests++;
    talker.lastReq = new Date();
    this.requests++;
    this.requestBytes += Buffer.byteLength(frame);
  }
}

/** `127.0.0.1:5000`, `[::1]:5000`; without a port where none is known. */
export function remoteAddress({ address, port }: Opened): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  const shown = plain.includes(":") ? `[${plain}]` : plain;
  return port === 0 ? shown : `${shown}:${port}`;
}
