// Sessions, or tokens for programs, each to be ended at once.
import type { Result } from "@koine/protocol";
import type { JSX } from "preact";
import { client } from "../client.ts";
import { Problem } from "./problem.tsx";
import { useDoing, type Asked } from "./use-asked.ts";

type SignedIn = Result<"sessions">["sessions"][number];

interface Props {
  readonly label: string;
  readonly of: Asked<Result<"sessions">>;
  readonly isShown: (one: SignedIn) => boolean;
  readonly children: (one: SignedIn) => JSX.Element;
}

export function SignedInList(props: Props): JSX.Element {
  const { answer, problem, again } = props.of;
  const ending = useDoing();
  const end = async (session: string) => {
    await ending.run(() => client.call("revoke", { session }));
    await again();
  };
  return (
    <>
      <ul class="rows" aria-label={props.label}>
        {answer?.sessions.filter(props.isShown).map((one) => (
          <li key={one.session}>
            <span class="what">{props.children(one)}</span>
            {!one.current && (
              <button
                type="button"
                disabled={ending.isBusy}
                onClick={() => void end(one.session)}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      <Problem of={problem ?? ending.problem} />
    </>
  );
}
