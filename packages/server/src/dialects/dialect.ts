// What a dialect is: over which wires it is spoken, and how it converses with one connection.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Chat } from "../core/chat.ts";
import type { ErrorCode } from "../core/errors.ts";
import type { Frame } from "../lib/frame.ts";
import type { Conversation, Wire } from "../wires/wire.ts";

/** How it is spoken over WebSockets. */
export interface WebSocketForm {
  /** The exact paths that it takes on the main port, without query. */
  readonly mainPaths: readonly string[];
  /** Whether it takes a path, without query, on a port of its own. */
  takes(path: string): boolean;
  /** Chosen when the client offers it; "any" chooses the first one offered. A client that offers none is welcome too. */
  readonly subprotocol?: string;
  /**
   * Whose pages may connect. `own`: those of the host that was asked, and of --origin; for doors that read cookies.
   * `local`: those of loopback names too.
   */
  readonly origin: "own" | "local";
  /** Whether the session cookie of the request is looked at. */
  readonly readsCookie: boolean;
}

/** How it is spoken over plain TCP. */
export interface TcpForm {
  /** `lines`: ended by LF or CRLF. `blocks`: 8 bytes of length, big end first, and then so many bytes. */
  readonly cut: "lines" | "blocks";
  /** Whether the server speaks first: where HTTP may come at the same port, after 200 ms of silence. */
  readonly greets: boolean;
  /** What a client is told that is not let in, before any conversation. */
  refusal(text: string, code: ErrorCode): Frame;
}

/** What HTTP serves for a dialect: pages, forms, figures. */
export interface Route {
  /** The exact path, without query. */
  readonly path: string;
  /** Of each HTTP method that is answered; others get 405. */
  readonly methods: Readonly<
    Record<
      string,
      (
        request: IncomingMessage,
        response: ServerResponse,
        caller: RouteCaller,
      ) => void
    >
  >;
}

export interface RouteCaller {
  /** The client's IP address, behind a trusted proxy too. */
  readonly address: string;
  /** Whether it came by https, to a trusted proxy in front too: cookies are marked so. */
  readonly isSecure: boolean;
  /** Whether the request is of an own page or of no page at all. */
  readonly isOwnOrigin: boolean;
}

export interface Dialect {
  /** As `--door` and the logs call it. */
  readonly name: string;
  readonly webSocket?: WebSocketForm;
  readonly tcp?: TcpForm;
  /** Spoken over Socket.IO 0.9 and 4 at /socket.io/. */
  readonly isOnSocketIo?: boolean;
  readonly routes?: readonly Route[];
  /** Loads what the first conversation needs, where a server can do without until then; undefined when it is there. */
  load?(): Promise<void> | undefined;
  /** Begins with a new connection, once `load` is done. Ends with the conversation's `end`. */
  converse(wire: Wire): Conversation;
}

/** What an operator can say of the older doors. */
export interface DoorSettings {
  /** How many of the last lines a newcomer gets, where the door sends any unasked. */
  readonly history: number;
  /** Whether the text door of chattypantz shows addresses. */
  readonly showAddresses: boolean;
  /** What asks for figures with addresses in them; undefined: nobody may. */
  readonly adminToken: string | undefined;
  /** What the server calls itself; "" for nothing. */
  readonly serverName: string;
  /** What an operator may ask of the server; absent where none runs. */
  readonly server?: ServerFacts;
}

/** How the server was started. */
export interface ServerFacts {
  readonly version: string;
  readonly host: string;
  /** The main port, as it was asked for. */
  readonly port: number;
  /** 0 for never. */
  readonly idleSeconds: number;
  /** How many passwords are hashed at once. */
  readonly hashing: number;
  /** The port of Node's inspector. */
  readonly profiler: number | undefined;
  readonly logLevel: string;
}

export interface DialectContext {
  readonly chat: Chat;
  readonly settings: DoorSettings;
  /** Told of what is a bug: anything thrown that is no ChatError. */
  readonly onBug: (error: unknown, where: string) => void;
}

/** Makes a dialect for one server. What it remembers beyond one connection lives in what this returns. */
export type OpenDialect = (context: DialectContext) => Dialect;
