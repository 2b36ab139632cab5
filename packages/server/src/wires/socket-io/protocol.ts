// What differs between the two protocols of Socket.IO once a transport carries packets as text. To a dialect both are
// the same: a frame is an event as JSON, `["name", …arguments]`, in both directions.
import type { Framing } from "../../lib/frame.ts";

/** An event that a client sent. */
export interface Received {
  /** `["name", …arguments]`. */
  readonly frame: string;
  /** The packet that acknowledges it, when the client wants one. */
  readonly ack: string | undefined;
}

/**
 * What to do with a packet. `alive`: it says only that the client is there. `refuse`: answered with that packet, and
 * nothing else happens.
 */
export type Kind =
  | "event"
  | "connect"
  | "disconnect"
  | "alive"
  | "binary"
  | "malformed"
  | { readonly refuse: string };

export interface Protocol {
  /** As `Opened.protocol` tells it. */
  readonly name: "0.9" | "4";
  /**
   * Frames for the wire, as WebSocket messages. A payload that begins with `[` is an event; any other is a packet
   * already.
   */
  readonly framing: Framing;
  /** Pings in the protocol itself: sent so often, and at the third unanswered one the connection ends. */
  readonly heartbeat?: { readonly packet: string; readonly everyMs: number };
  /** Tells the client that it is to go and not to come back by itself. */
  readonly disconnect: string;
  kindOf(packet: string): Kind;
  /** Of a packet of kind `event`; undefined when it is malformed after all. */
  read(packet: string): Received | undefined;
}
