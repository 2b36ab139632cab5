// The dialog about a room.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { leave } from "../model.ts";
import { Dialog } from "./dialog.tsx";

interface Props {
  readonly room: RoomState;
  readonly onClose: () => void;
}

export function RoomDialog({ room, onClose }: Props): JSX.Element {
  return (
    <Dialog class="ask" label={`About ${room.title}`} onClose={onClose}>
      <h2>{room.title}</h2>
      <button type="button" onClick={() => void leave(room)}>
        Leave the room
      </button>
    </Dialog>
  );
}
