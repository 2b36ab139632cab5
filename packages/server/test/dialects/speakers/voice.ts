// How one door is spoken at: what a dialect's tests must know of it, and nothing else. One voice a door; see list.ts.
import type { TestServer } from "../../support/server.ts";
import type { Carrier } from "./carrier.ts";

export interface Heard {
  readonly author: string;
  readonly text: string;
  readonly isDirect: boolean;
  /** It is what a message says from now on, and no other message. */
  readonly isCorrection?: true;
}

/** What one frame says; a door that shows something in another way leaves it out. */
export interface Sense {
  readonly heard?: Heard;
  readonly joined?: readonly string[];
  readonly left?: readonly string[];
  /** What the server itself says, or answers: a refusal, a reason. */
  readonly words?: string;
}

export interface Voice {
  /** The door, as the tests' names say it. */
  readonly door: string;
  /** Opens a connection. The name is for doors that have it in the address; headers go where a request opens it. */
  open(
    server: TestServer,
    name: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Carrier>;
  /** Whether no request opens it: it is plain TCP. */
  readonly isTcp?: boolean;
  /** Brings it into the lobby under that name; resolves when it is there. */
  enter(carrier: Carrier, name: string): Promise<void>;
  /** The frames that ask to be let in as an account; absent where there are none. */
  login?(name: string, password: string): readonly string[];
  /** The frame that says a text in the lobby. */
  saying(text: string): string;
  /** The frame that says it to one person alone; absent where the door has no form for it. */
  whispering?(to: string, text: string): string;
  /** The frame that leaves the lobby, and whether a frame says that it did; absent where one leaves by going. */
  readonly leaving?: {
    readonly frame: string;
    isDone(frame: string): boolean;
  };
  /** What a frame says; `told` is all that came so far. */
  sense(frame: string, told: readonly string[]): Sense;
  /** Whether an author is sent what he says. */
  readonly hearsOwn: boolean;
  /** Whether joins and leaves of the lobby are shown. */
  readonly showsComings: boolean;
  /** Whether a direct message can be told from what is said in the lobby. */
  readonly marksDirect: boolean;
  /** Whether the end of a line ends what is said. */
  readonly endsAtLines?: boolean;
  /** How a text shows here; as it was said when absent. */
  shown?(text: string): string;
}
