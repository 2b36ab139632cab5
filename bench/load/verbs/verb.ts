// What the load must know of a verb to measure it.
import type { Stage } from "./stage.ts";

/** One call, the nth. */
export type Call = (n: number) => Promise<unknown>;

export interface Verb {
  /** In the report. */
  readonly called: string;
  /** How many events each call causes at members of the room, all together; "some" where several calls are told as one. */
  readonly told: ((stage: Stage) => number) | "some";
  /** Calls that it can be measured with, where there are not as many as one likes. */
  readonly most?: (stage: Stage) => number;
  /** Makes everything ready for so many calls. */
  prepare(stage: Stage, calls: number): Promise<Call> | Call;
  /** Undoes what other verbs would meet. */
  restore?(stage: Stage): Promise<void>;
  /** When it has settled, in milliseconds after the last call and what that caused. */
  readonly settleMillis?: number;
}

export const nobody = (): number => 0;
export const everyMember = (stage: Stage): number => stage.members.length;
