// A Socket.IO connection as a wire, of either protocol and over any transport: packets below, events above.
import { Frame } from "../../lib/frame.ts";
import { SocketWire, type WireParts } from "../socket-wire.ts";
import type { CloseReason, Conversation, Opened, Unreadable } from "../wire.ts";
import type { Protocol } from "./protocol.ts";
import { CLIENT_ENDED, type Receiver, type Transport } from "./transport.ts";

const MISSES = 2;
/** After these no packet tells the client to go: it goes already, or is welcome to come back by itself. */
const WITHOUT_WORD: ReadonlySet<number> = new Set([CLIENT_ENDED, 1012, 1013]);

export class SocketIoWire extends SocketWire implements Receiver {
  readonly #transport: Transport;
  readonly #protocol: Protocol;
  #conversation: Conversation | undefined;
  #beating: NodeJS.Timeout | undefined;
  #unanswered = 0;

  constructor(
    transport: Transport,
    protocol: Protocol,
    opened: Omit<Opened, "protocol">,
    parts: WireParts,
  ) {
    super(
      { ...opened, protocol: protocol.name },
      {
        sink: transport.sink,
        framing: protocol.framing,
        setReading: (isReading) => transport.setReading(isReading),
      },
      parts,
    );
    this.#transport = transport;
    this.#protocol = protocol;
    transport.start(this);
  }

  override start(conversation: Conversation, gone: () => void): void {
    this.#conversation = conversation;
    super.start(
      {
        receive: (packet) => this.#read(packet),
        refuse: (what) => conversation.refuse(what),
        close: (reason) => conversation.close(reason),
        end: () => conversation.end(),
      },
      gone,
    );
    const { heartbeat } = this.#protocol;
    if (heartbeat === undefined) return;
    this.#beating = setInterval(
      () => this.#beat(heartbeat.packet),
      heartbeat.everyMs,
    ).unref();
  }

  /** Sends a packet that is no event. */
  sendPacket(packet: string): void {
    this.sendAlone(new Frame(packet));
  }

  packet(text: string): void {
    this.#unanswered = 0;
    const kind = this.#protocol.kindOf(text);
    if (typeof kind === "object") return this.sendPacket(kind.refuse);
    switch (kind) {
      case "event":
        return this.receive({ frame: text });
      case "binary":
      case "malformed":
        return this.refuse(kind);
      case "disconnect":
        return this.close({ code: CLIENT_ENDED, text: "" });
      case "connect":
      case "alive":
    }
  }

  refuse(what: Unreadable): void {
    this.receive({ refused: what });
  }

  gone(): void {
    clearInterval(this.#beating);
    this.end();
  }

  /** The protocols have heartbeats of their own; this one only sees that the socket drains. */
  ping(): void {
    if (!this.isLagging) this.missed = 0;
  }

  giveUp(): void {
    this.#transport.giveUp();
  }

  protected finish(reason: CloseReason): void {
    this.outbox.end();
    if (!WITHOUT_WORD.has(reason.code)) this.#write(this.#protocol.disconnect);
    this.#transport.finish(reason);
  }

  async #read(packet: string): Promise<void> {
    const event = this.#protocol.read(packet);
    if (event === undefined) return this.#conversation?.refuse("malformed");
    await this.#conversation?.receive(event.frame);
    if (event.ack === undefined) return;
    // Behind its effects: what was kept is delivered in the turn after.
    await new Promise(setImmediate);
    this.sendPacket(event.ack);
  }

  #beat(packet: string): void {
    if (this.#unanswered++ < MISSES) {
      if (!this.isLagging) this.sendPacket(packet);
      return;
    }
    clearInterval(this.#beating);
    this.sendPacket(packet);
    this.close({ code: 1008, text: "no heartbeat" });
  }

  /** Behind everything that the outbox wrote. */
  #write(packet: string): void {
    const { sink } = this.#transport;
    if (sink.writable)
      sink.write(new Frame(packet).framed(this.#protocol.framing));
  }
}
