// Who may come in: whether new accounts are made, and whether guests are let in.
import type { Params } from "@koine/protocol";
import type { JSX } from "preact";
import { client } from "../client.ts";
import { Problem } from "./problem.tsx";
import { useAsked, useDoing } from "./use-asked.ts";

export function Rules(): JSX.Element {
  const { answer, problem, again } = useAsked("rules", {});
  const doing = useDoing();
  const set = async (rules: Params<"rules">) => {
    await doing.run(() => client.call("rules", rules));
    await again();
  };
  return (
    <section>
      <h3>Who may come in</h3>
      <label class="check">
        <input
          type="checkbox"
          checked={answer?.registration === "open"}
          disabled={!answer || doing.isBusy}
          onChange={({ currentTarget: { checked } }) =>
            void set({ registration: checked ? "open" : "closed" })
          }
        />
        New accounts are made
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={answer?.guests === "open"}
          disabled={!answer || doing.isBusy}
          onChange={({ currentTarget: { checked } }) =>
            void set({ guests: checked ? "open" : "locked" })
          }
        />
        Guests are let in; without it, those who are here go at once
      </label>
      <Problem of={problem ?? doing.problem} />
    </section>
  );
}
