// The dialog about a room: what it is for, who is a member of it, and the way out.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isAtLeast } from "../lib/roles.ts";
import { isOut, leave } from "../model.ts";
import { AllMembers } from "./all-members.tsx";
import { Close, Dialog } from "./dialog.tsx";
import { RoomForm, whoEnters } from "./room-form.tsx";
import { RoomSanctions } from "./room-sanctions.tsx";

interface Props {
  readonly room: RoomState;
  readonly onClose: () => void;
}

export function RoomDialog({ room, onClose }: Props): JSX.Element {
  const { title, topic, description, access, role } = room;
  const [acts, setActs] = useState(0);
  const mayRule = isAtLeast(role, "moderator");
  return (
    <Dialog class="ask wide" label={`About ${title}`} onClose={onClose}>
      <h2 dir="auto">{title}</h2>
      {topic && <p dir="auto">{topic}</p>}
      {description && (
        <p class="description" dir="auto">
          {description}
        </p>
      )}
      <p class="quiet">
        {access !== "direct" && whoEnters[access]}. You are {called[role]} here.
      </p>
      {!isOut(room) && (
        <>
          {mayRule && <RoomForm room={room} />}
          {mayRule && <RoomSanctions room={room.id} version={acts} />}
          <AllMembers room={room} onActed={() => setActs(acts + 1)} />
        </>
      )}
      {access === "private" && !isOut(room) && (
        <p class="quiet">
          With whoever leaves last the room is gone, and all that was said in
          it.
        </p>
      )}
      <div class="choices">
        <button type="button" onClick={() => void leave(room)}>
          Leave the room
        </button>
        <Close class="main">Done</Close>
      </div>
    </Dialog>
  );
}

const called = {
  owner: "the owner",
  admin: "an admin",
  moderator: "a moderator",
  member: "a member",
  guest: "a guest",
} as const;
