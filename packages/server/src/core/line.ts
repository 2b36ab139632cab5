// How the core speaks to a connection: frames go to a line, encoded by the dialect of its door.
import type { Frame } from "../lib/frame.ts";
import type { Entry, Notice } from "./entries.ts";

/** Makes the frame that a dialect shows for an entry or a notice; null when it shows nothing. Pure: same in, same out. */
export interface Encoder {
  encode(what: Entry | Notice): Frame | null;
}

/** What a connection is owed goes here. Sending never blocks and never throws, also when the connection is gone. */
export interface Line {
  /** Sends a frame that others are sent too. */
  send(frame: Frame): void;
  /** Sends a frame that nobody else is sent. */
  sendAlone(frame: Frame): void;
  /** Resolves when everything sent so far has been handed to the operating system, or the connection is gone. */
  drained(): Promise<void>;
  /** Called when a write was not taken at once: leave the line alone until it has drained. */
  onLag: (() => void) | undefined;
}

/** The receiving end of a session: its line, and the encoder of its door's dialect. */
export interface Ear {
  readonly line: Line;
  readonly encoder: Encoder;
}
