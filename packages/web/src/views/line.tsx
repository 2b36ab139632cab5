// One row of the log. It is drawn again only when something in it changed, so that long logs stay cheap.
import type { Message, PendingChange, Person } from "@koine/client";
import { Component, type JSX } from "preact";
import { differs } from "../lib/differs.ts";
import type { Mentioned } from "../lib/mentions.ts";
import type { Row } from "../lib/rows.ts";
import { clockOf, wholeTimeOf } from "../lib/times.ts";
import { Actions } from "./actions.tsx";
import { Failed } from "./failed.tsx";
import { Name, Picture } from "./picture.tsx";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Text } from "./text.tsx";

export interface LineProps {
  readonly row: Row;
  readonly room: string;
  /** Why it was not sent. */
  readonly problem: string | undefined;
  /** What is being done to it, or was refused. */
  readonly doing: PendingChange | undefined;
  /** The message that it answers, where that is known. */
  readonly quoted: Message | undefined;
  readonly mentions: readonly Mentioned[];
  /** It speaks to this person. */
  readonly isToMe: boolean;
  readonly isMine: boolean;
  /** Something may be said here, and what others say may be deleted. */
  readonly maySpeak: boolean;
  readonly mayRule: boolean;
  /** Where one comes to with the keyboard first. */
  readonly isLast: boolean;
  /** The author's name was chosen; without it, it is only a name. */
  readonly onAuthor: ((author: Person) => void) | undefined;
}

export class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    const { row, mentions, ...rest } = this.props;
    const { row: nextRow, mentions: nextMentions, ...nextRest } = next;
    return (
      differs(row, nextRow) ||
      differs(rest, nextRest) ||
      mentions.length !== nextMentions.length
    );
  }

  override render(props: LineProps): JSX.Element {
    const { row, room, doing, isMine } = props;
    const { message, opens, state, key } = row;
    const isChanging = doing !== undefined && doing.do !== "react";
    const isOnItsWay =
      state === "pending" || (isChanging && doing.status.is !== "failed");
    const classes = [
      "line",
      isOnItsWay ? "pending" : state,
      ...(opens ? ["opens"] : []),
      ...(props.isToMe ? ["to-me"] : []),
    ];
    return (
      <li
        class={classes.join(" ")}
        data-key={key}
        data-seq={message?.seq}
        tabIndex={props.isLast ? 0 : -1}
      >
        {/* First, so that it is what Tab comes to from the line. */}
        {message && !message.gone && (
          <Actions
            of={key}
            message={message}
            can={{
              speak: props.maySpeak,
              edit: isMine && props.maySpeak,
              delete: isMine || props.mayRule,
            }}
          />
        )}
        {row.reply !== undefined && !message?.gone && (
          <Quote room={room} seq={row.reply} message={props.quoted} />
        )}
        <Head {...props} />
        {message?.gone ? (
          <div class="text gone">Message deleted</div>
        ) : (
          <Text
            text={row.text}
            mentions={props.mentions}
            isEdited={message?.edited !== undefined}
          />
        )}
        {message && <Reactions message={message} isOpen={props.maySpeak} />}
        {state === "failed" && <Failed of={key} problem={props.problem} />}
        {doing?.status.is === "failed" && (
          <Failed
            of={doing.key}
            doing={doing.do}
            problem={doing.status.error.message}
          />
        )}
      </li>
    );
  }
}

/** Who, if it is the first of his group, and when. */
function Head({ row, onAuthor }: LineProps): JSX.Element {
  const { by, name, at, opens } = row;
  const time = (
    <time dateTime={new Date(at).toISOString()} title={wholeTimeOf(at)}>
      {clockOf(at)}
    </time>
  );
  if (!opens)
    return (
      <>
        {time}
        <span class="unseen">{name}: </span>
      </>
    );
  return (
    <>
      <Picture id={by} name={name} />
      <div class="who">
        {onAuthor ? (
          <button
            type="button"
            class="author"
            title={`Write to ${name} alone`}
            onClick={() => onAuthor({ id: by, name })}
          >
            <Name id={by} name={name} />
          </button>
        ) : (
          <Name id={by} name={name} />
        )}
        {time}
      </div>
    </>
  );
}
