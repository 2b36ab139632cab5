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
  const [hasMore, setHasMore] = useState(true);
  const { problem, isBusy, run } = useDoing();
  const load = () =>
    run(async () => {
      const before = records?.at(-1)?.n;
      const from = before === undefined ? {} : { before };
      const next = await client.ask("audit", { ...from, limit: page });
      setRecords([...(records ?? []), ...next.records]);
      setHasMore(next.records.length === page);
    });
  return (
    <details
      onToggle={({ currentTarget: { open } }) => {
        if (open && !records) void load();
      }}
    >
      <summary>What was done</summary>
      <ul class="rows">
        {records?.map(({ n, at, by, act, whom, note }) => (
          <li key={n} dir="auto">
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
      {hasMore && records && (
        <button type="button" disabled={isBusy} onClick={() => void load()}>
          More
        </button>
      )}
    </details>
  );
}
