// Where one is signed in, each to be ended.
import type { JSX } from "preact";
import { client } from "../client.ts";
import { momentOf } from "../lib/times.ts";
import { Problem } from "./problem.tsx";
import { useAsked, useDoing } from "./use-asked.ts";

export function Sessions(): JSX.Element {
  const { answer, problem, again } = useAsked("sessions", {});
  const ending = useDoing();
  const end = async (session: string) => {
    await ending.run(() => client.call("revoke", { session }));
    await again();
  };
  return (
    <>
      <ul class="rows" aria-label="Where you are signed in">
        {answer?.sessions.map(
          ({ session, label, door, address, at, live, current }) => (
            <li key={session}>
              <span class="what">
                <b dir="auto">{label || door}</b> {address}
                <small>
                  {current ? "this one" : live ? "connected" : "not connected"},
                  since {momentOf(at)}
                </small>
              </span>
              {!current && (
                <button
                  type="button"
                  disabled={ending.isBusy}
                  onClick={() => void end(session)}
                >
                  End
                </button>
              )}
            </li>
          ),
        )}
      </ul>
      <Problem of={problem ?? ending.problem} />
    </>
  );
}
