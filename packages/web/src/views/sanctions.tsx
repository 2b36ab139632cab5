// Bans and mutes that hold, of a room or of the whole chat, each to be lifted.
import type { Result } from "@koine/protocol";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { client } from "../client.ts";
import { untilWhen } from "../lib/times.ts";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

type Sanction = Result<"sanctions">["sanctions"][number];

interface Props {
  /** Without it, those of the whole chat. */
  readonly room?: string;
}

const page = 50;

export function Sanctions({ room }: Props): JSX.Element {
  const [all, setAll] = useState<readonly Sanction[]>();
  const [next, setNext] = useState<string>();
  const { problem, isBusy, run } = useDoing();
  const load = async (after?: string) => {
    const where = room === undefined ? {} : { room };
    const from = after === undefined ? {} : { after };
    const params = { ...where, ...from, limit: page };
    const answer = await client.ask("sanctions", params);
    setAll((before = []) => [...(after ? before : []), ...answer.sanctions]);
    setNext(answer.next);
  };
  const lift = (sanction: string) =>
    run(async () => {
      await client.call("lift", { sanction });
      // Others of the same act may end with it.
      await load();
    });
  useEffect(() => void run(load), []);
  return (
    <>
      <ul class="rows" aria-label="Bans and mutes">
        {all?.map(({ sanction, kind, who, address, by, reason, until }) => (
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
              disabled={isBusy}
              onClick={() => void lift(sanction)}
            >
              Lift
            </button>
          </li>
        ))}
      </ul>
      {all?.length === 0 && <p class="quiet">There are none.</p>}
      <Problem of={problem} />
      {next !== undefined && (
        <button
          type="button"
          disabled={isBusy}
          onClick={() => void run(() => load(next))}
        >
          More
        </button>
      )}
    </>
  );
}
