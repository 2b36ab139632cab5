// Who did what to whom, the newest first.
import type { Result } from "@koine/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client } from "../client.ts";
import { momentOf } from "../lib/times.ts";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

type AuditRecord = Result<"audit">["records"][number];

const page = 50;

export function Audit(): JSX.Element {
  const [records, setRecords] = useState<readonly AuditRecord[]>();
  const [next, setNext] = useState<string>();
  const { problem, isBusy, run } = useDoing();
  const load = () =>
    run(async () => {
      const from = next === undefined ? {} : { before: next };
      const found = await client.ask("audit", { ...from, limit: page });
      setRecords([...(records ?? []), ...found.records]);
      setNext(found.next);
    });
  return (
    <details
      onToggle={({ currentTarget: { open } }) => {
        if (open && !records) void load();
      }}
    >
      <summary>What was done</summary>
      <ul class="rows">
        {records?.map(({ at, by, act, whom, note }, i) => (
          // What is there keeps its place: older ones come behind it.
          <li key={i} dir="auto">
            <span class="what">
              <b>{by.name}</b> {act} <b>{whom?.name}</b>
              <small>
                {momentOf(at)}
                {note && `: ${note}`}
              </small>
            </span>
          </li>
        ))}
      </ul>
      <Problem of={problem} />
      {next !== undefined && (
        <button type="button" disabled={isBusy} onClick={() => void load()}>
          More
        </button>
      )}
    </details>
  );
}
