// Bans and mutes of the whole chat that hold, each to be lifted.
import type { JSX } from "preact";
import { client } from "../client.ts";
import { untilWhen } from "../lib/times.ts";
import { Problem } from "./problem.tsx";
import { useAsked, useDoing } from "./use-asked.ts";

export function Sanctions(): JSX.Element {
  const { answer, problem, again } = useAsked("sanctions", { limit: 200 });
  const lifting = useDoing();
  const lift = async (sanction: string) => {
    await lifting.run(() => client.call("lift", { sanction }));
    await again();
  };
  const all = answer?.sanctions ?? [];
  return (
    <section>
      <h3>Bans and mutes</h3>
      <ul class="rows">
        {all.map(({ sanction, kind, who, address, by, reason, until }) => (
          <li key={sanction}>
            <span class="what">
              <b dir="auto">{who?.name ?? address ?? "An address"}</b>{" "}
              {kind === "ban" ? "is banned" : "is muted"} {untilWhen(until)}
              <small dir="auto">
                by {by.name}
                {reason && `: ${reason}`}
              </small>
            </span>
            <button
              type="button"
              disabled={lifting.isBusy}
              onClick={() => void lift(sanction)}
            >
              Lift
            </button>
          </li>
        ))}
      </ul>
      {answer && all.length === 0 && <p class="quiet">There are none.</p>}
      {answer?.next !== undefined && <p class="quiet">And older ones.</p>}
      <Problem of={problem ?? lifting.problem} />
    </section>
  );
}
