// Everyone who is a member of a room, here or not, with what he is there; and the way to invite others.
import type { Member, RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client, me } from "../client.ts";
import { Dot } from "./dot.tsx";
import { Icon } from "./icons.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { Name, Picture } from "./picture.tsx";
import { Problem } from "./problem.tsx";
import { useAsked, useDoing } from "./use-asked.ts";

/** More are counted only. */
const most = 500;

interface Props {
  readonly room: RoomState;
  /** Something may have been done about someone. */
  readonly onActed: () => void;
}

export function AllMembers({ room, onActed }: Props): JSX.Element {
  const params = { room: room.id, all: true, limit: most };
  const { answer, problem, again } = useAsked("members", params);
  const [chosen, setChosen] = useState<Member>();
  const all = answer?.members ?? [];
  const more = (answer?.count ?? 0) - all.length;
  return (
    <>
      <h3>Members {answer && <small>{answer.count}</small>}</h3>
      <ul class="rows">
        {all.map((member) => (
          <li key={member.id}>
            <Picture {...member} />
            <span class="what">
              <Name {...member} /> <Dot is={member.presence} />
              <small>{member.role}</small>
            </span>
            {member.id !== me.value?.id && (
              <button
                type="button"
                class="icon"
                aria-label={`More about ${member.name}`}
                onClick={() => setChosen(member)}
              >
                <Icon of="more" />
              </button>
            )}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
      <Problem of={problem} />
      <Invite room={room} />
      {chosen && (
        <PersonDialog
          room={room}
          member={chosen}
          onClose={() => {
            setChosen(undefined);
            void again();
            onActed();
          }}
        />
      )}
    </>
  );
}

function Invite({ room }: { room: RoomState }): JSX.Element {
  const [who, setWho] = useState("");
  const [told, setTold] = useState("");
  const { problem, isBusy, run } = useDoing();
  const invite = async () => {
    setTold("");
    const name = who.trim();
    if (!(await run(() => client.call("invite", { room: room.id, who: name }))))
      return;
    setTold(`${name} is invited.`);
    setWho("");
  };
  return (
    <form
      class="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <input
        class="field"
        value={who}
        onInput={(event) => setWho(event.currentTarget.value)}
        placeholder="Invite someone by name"
        aria-label="Invite someone by name"
        autocomplete="off"
        required
      />
      <button type="submit" disabled={isBusy}>
        Invite
      </button>
      <p role="status">{told}</p>
      <Problem of={problem} />
    </form>
  );
}
