// Gives a room another owner, once that was asked.
import type { Member, RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client } from "../client.ts";
import { Close, closeAround, Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

interface Props {
  readonly room: RoomState;
  readonly member: Member;
}

export function GiveRoom({ room, member }: Props): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Give the room away
      </button>
      {isAsking && (
        <Question
          room={room}
          member={member}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface QuestionProps extends Props {
  readonly onClose: () => void;
}

function Question({ room, member, onClose }: QuestionProps): JSX.Element {
  const { problem, isBusy, run } = useDoing();
  const { name } = member;
  const question = `Give “${room.title}” to ${name}?`;
  const give = async (form: HTMLFormElement) => {
    const isDone = await run(() =>
      client.call("master", { room: room.id, who: member.id }),
    );
    // What could be done about him before, too, is another now.
    if (!isDone) return;
    const behind = form.closest("dialog")?.parentElement?.closest("dialog");
    closeAround(form);
    behind?.close();
  };
  return (
    <Dialog class="ask" label={question} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void give(event.currentTarget);
        }}
      >
        <h2 dir="auto">{question}</h2>
        <p>
          {name} is its owner from then on, in place of whoever is it now, and
          decides alone whom to give it to.
        </p>
        {problem && <Problem of={problem} />}
        <div class="choices">
          <Close>Cancel</Close>
          <button type="submit" class="main bad" disabled={isBusy}>
            Give it away
          </button>
        </div>
      </form>
    </Dialog>
  );
}
