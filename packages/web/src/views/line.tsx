// One row of the log. It is drawn again only when something in it changed, so that long logs stay cheap.
import type { Person } from "@koine/client";
import { Component, type JSX } from "preact";
import type { Row } from "../lib/rows.ts";
import { clockOf, wholeTimeOf } from "../lib/times.ts";
import { Name, Picture } from "./picture.tsx";
import { Text } from "./text.tsx";

interface Props {
  readonly row: Row;
  readonly problem: string | undefined;
  readonly onRetry: (key: string) => void;
  readonly onDiscard: (key: string) => void;
  /** The author's name was chosen; without it, it is only a name. */
  readonly onAuthor: ((author: Person) => void) | undefined;
}

export class Line extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { row, problem } = this.props;
    return (
      problem !== next.problem ||
      row.opens !== next.row.opens ||
      row.state !== next.row.state ||
      row.text !== next.row.text ||
      row.name !== next.row.name ||
      row.at !== next.row.at
    );
  }

  override render({ row, problem, ...does }: Props): JSX.Element {
    const { by, name, at, text, opens, state, key } = row;
    return (
      <li class={`line ${state}${opens ? " opens" : ""}`}>
        {opens ? (
          <>
            <Picture id={by} name={name} />
            <div class="who">
              {does.onAuthor ? (
                <button
                  type="button"
                  class="author"
                  title={`Write to ${name} alone`}
                  onClick={() => does.onAuthor?.({ id: by, name })}
                >
                  <Name id={by} name={name} />
                </button>
              ) : (
                <Name id={by} name={name} />
              )}
              <Time at={at} />
            </div>
          </>
        ) : (
          <>
            <Time at={at} />
            <span class="unseen">{name}: </span>
          </>
        )}
        <Text text={text} />
        {state === "failed" && (
          <div class="failed">
            <span>Not sent{problem ? `: ${problem}` : "."}</span>
            <button
              type="button"
              class="text"
              onClick={() => does.onRetry(key)}
            >
              Try again
            </button>
            <button
              type="button"
              class="text"
              onClick={() => does.onDiscard(key)}
            >
              Discard
            </button>
          </div>
        )}
      </li>
    );
  }
}

function Time({ at }: { at: number }): JSX.Element {
  return (
    <time dateTime={new Date(at).toISOString()} title={wholeTimeOf(at)}>
      {clockOf(at)}
    </time>
  );
}
