// What there is to do about someone in a room: write to him, and for whoever is above him, his role and his leave to stay.
import type { Member, Role, RoomState } from "@koine/client";
import type { JSX } from "preact";
import { client, lobby, me } from "../client.ts";
import { openDirect } from "../direct.ts";
import { textOf } from "../lib/text-of.ts";
import { isAbove, isAtLeast } from "../lib/roles.ts";
import { Close, closeAround, Dialog } from "./dialog.tsx";
import { GiveRoom } from "./give-room.tsx";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

interface Props {
  readonly room: RoomState;
  readonly member: Member;
  readonly onClose: () => void;
}

export function PersonDialog(props: Props): JSX.Element {
  const { room, member, onClose } = props;
  const { name, role = "guest" } = member;
  const mayRule = isAtLeast(room.role, "moderator") && isAbove(room.role, role);
  return (
    <Dialog class="ask" label={name} onClose={onClose}>
      <h2 dir="auto">
        {name} <small>{member.role}</small>
      </h2>
      <button
        type="button"
        onClick={() => {
          // Behind it is the room's.
          for (const dialog of document.querySelectorAll("dialog"))
            dialog.close();
          openDirect(member);
        }}
      >
        Write to {name}
      </button>
      {mayRule && isAtLeast(room.role, "admin") && <Roles {...props} />}
      {mayGive(props) && (
        <div class="row-of-buttons">
          <GiveRoom room={room} member={member} />
        </div>
      )}
      {mayRule && <Order {...props} />}
      <div class="choices">
        <Close>Cancel</Close>
      </div>
    </Dialog>
  );
}

/** By its owner, or an admin of the chat. */
function mayGive({ room, member }: Props): boolean {
  if (room.id === lobby.value?.room || member.role === "owner") return false;
  return room.role === "owner" || isAtLeast(me.value?.role ?? "guest", "admin");
}

const given = ["admin", "moderator", "member"] as const;

function Roles({ room, member }: Props): JSX.Element {
  const { problem, isBusy, run } = useDoing();
  const now: Role = member.role ?? "guest";
  const others = given.filter(
    (role) =>
      isAbove(room.role, role) &&
      role !== now &&
      !(role === "member" && now === "guest"),
  );
  return (
    <>
      <div class="row-of-buttons">
        {others.map((role) => (
          <button
            key={role}
            type="button"
            disabled={isBusy}
            onClick={({ currentTarget }) =>
              void run(() =>
                client.call("role", { room: room.id, who: member.id, role }),
              ).then((isDone) => {
                if (isDone) closeAround(currentTarget);
              })
            }
          >
            Make {role}
          </button>
        ))}
      </div>
      <Problem of={problem} />
    </>
  );
}

function Order({ room, member }: Props): JSX.Element {
  const { problem, isBusy, run } = useDoing();
  const isInHouse = isAtLeast(me.value?.role ?? "guest", "moderator");
  const act = (what: string | undefined, form: FormData) => {
    const reason = textOf(form.get("reason"));
    const minutes = Number(form.get("minutes"));
    const about = {
      who: member.id,
      ...(form.has("everywhere") ? {} : { room: room.id }),
      ...(reason && { reason }),
    };
    const term = { ...about, ...(minutes > 0 && { minutes }) };
    if (what === "mute") return client.call("mute", term);
    if (what === "ban") return client.call("ban", term);
    return client.call("kick", { ...about, room: room.id });
  };
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        const { currentTarget: form, submitter } = event;
        const what = submitter?.dataset["act"];
        void run(() => act(what, new FormData(form))).then((isDone) => {
          if (isDone) closeAround(form);
        });
      }}
    >
      <label>
        Reason, for people
        <input class="field" name="reason" maxLength={200} />
      </label>
      <label>
        Minutes, or for good
        <input
          class="field"
          name="minutes"
          type="number"
          min={1}
          max={5_256_000}
        />
      </label>
      {isInHouse && (
        <label class="check">
          <input type="checkbox" name="everywhere" />
          Mute or ban in the whole chat
        </label>
      )}
      <Problem of={problem} />
      <div class="row-of-buttons">
        {(["mute", "kick", "ban"] as const).map((what) => (
          <button key={what} type="submit" data-act={what} disabled={isBusy}>
            {acts[what]}
          </button>
        ))}
      </div>
    </form>
  );
}

const acts = { mute: "Mute", kick: "Send out", ban: "Ban" } as const;
