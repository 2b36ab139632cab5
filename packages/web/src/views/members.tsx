// Who is in the room: beside it on a desk, in a drawer on a smaller screen. Each name leads to a direct conversation.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { me } from "../client.ts";
import { openDirect } from "../direct.ts";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { Name, Picture } from "./picture.tsx";

interface Props {
  readonly room: RoomState;
  /** There is a button to close it if this is given. */
  readonly onClose?: () => void;
}

export function Members({ room, onClose }: Props): JSX.Element {
  const more = room.count - room.members.length;
  return (
    <aside class="members" aria-label={`People in ${room.title}`}>
      <header>
        <h2>
          People<span>{room.count}</span>
        </h2>
        {onClose && (
          <button
            type="button"
            class="icon"
            aria-label="Close"
            onClick={onClose}
          >
            <Icon of="close" />
          </button>
        )}
      </header>
      <ul>
        {room.members.map(({ id, name }) => (
          <li key={id}>
            {id === me.value?.id ? (
              <span class="person">
                <Picture id={id} name={name} />
                <Name id={id} name={name} />
                <small>you</small>
              </span>
            ) : (
              <button
                type="button"
                class="person"
                title={`Write to ${name} alone`}
                onClick={() => openDirect({ id, name })}
              >
                <Picture id={id} name={name} />
                <Name id={id} name={name} />
              </button>
            )}
          </li>
        ))}
        {more > 0 && <li class="more">and {more} more</li>}
      </ul>
    </aside>
  );
}

export function MembersDrawer({ room, onClose }: Required<Props>): JSX.Element {
  return (
    <Dialog class="drawer" label={`People in ${room.title}`} onClose={onClose}>
      <Members room={room} onClose={onClose} />
    </Dialog>
  );
}
