// What stands below a message that was not sent, or to which something was not done: why, and what to do about it.
import type { PendingChange } from "@koine/client";
import type { JSX } from "preact";
import { discard, retry } from "../model.ts";

interface Props {
  /** What to try again or discard it by. */
  readonly of: string;
  /** To the message above; without it, it is the message itself. */
  readonly doing?: PendingChange["do"];
  readonly problem: string | undefined;
}

const done = {
  edit: "Not changed",
  delete: "Not deleted",
  react: "No reaction",
} as const;

export function Failed({ of, doing, problem }: Props): JSX.Element {
  return (
    <div class="failed" role="status">
      <span>
        {doing ? done[doing] : "Not sent"}
        {problem ? `: ${problem}` : "."}
      </span>
      <button type="button" class="text" onClick={() => retry(of)}>
        Try again
      </button>
      <button type="button" class="text" onClick={() => discard(of)}>
        Discard
      </button>
    </div>
  );
}
