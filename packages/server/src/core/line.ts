// How the core speaks to a connection: frames go to a line, encoded by the dialect of its door.
import type { Frame } from "../lib/frame.ts";
import type { PutOutEnding } from "./endings.ts";
import type { Entry, Place } from "./entries.ts";
import type { Notice } from "./notices.ts";

export interface Encoder {
  /**
   * Makes the frame that a dialect shows for an entry or a notice; null when it shows nothing. Pure: same in, same out,
   * and made once for all. `place` is the room, undefined for what is told to the whole chat or to one person.
   */
  encode(what: Entry | Notice, place: Place | undefined): Frame | null;
  /**
   * Whether the connection that caused it is spared the frame, because it is answered in another way. Pure. Without it
   * nobody is spared.
   */
  spares?(what: Entry | Notice, place: Place | undefined): boolean;
}

/** What a connection is owed goes here. Sending never blocks and never throws, also when the connection is gone. */
export interface Line {
  /** Sends a frame that others are sent too. What can wait may be kept back for a moment, and more with it. */
  send(frame: Frame, canWait?: boolean): void;
  /** Sends a frame that nobody else is sent. */
  sendAlone(frame: Frame): void;
  /** Resolves when everything sent so far has been handed to the operating system, or the connection is gone. */
  drained(): Promise<void>;
  /** A write was not taken at once and has not drained yet: it is sent no notices. */
  readonly isLagging: boolean;
  /** Called when a write was not taken at once: leave the line alone until it has drained. */
  onLag: (() => void) | undefined;
}

/** The receiving end of a session: its line, and the encoder of its door's dialect. */
export interface Ear {
  readonly line: Line;
  readonly encoder: Encoder;
  /** Takes what is told to this person alone, in place of the encoder. */
  readonly tell?: ((notice: Notice) => void) | undefined;
  /** Its client cannot tell what was read: what it was sent counts as read when its presence ends. */
  readonly marksRead?: boolean | undefined;
  /** The session is ended by the server: tells the client why, and ends the connection. */
  readonly close?: ((reason: string, why: PutOutEnding) => void) | undefined;
}
