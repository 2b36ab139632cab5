// Who is in the room: beside it on a desk, in a drawer on a smaller screen. Each name leads to a direct conversation.
import type { Member, RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { me } from "../client.ts";
import { openDirect } from "../direct.ts";
import { isAtLeast } from "../lib/roles.ts";
import { askMembers } from "../model.ts";
import { Dialog } from "./dialog.tsx";
import { Dot } from "./dot.tsx";
import { Icon } from "./icons.tsx";
import { Later } from "./later.tsx";
import { Name, Picture } from "./picture.tsx";

interface Props {
  readonly room: RoomState;
  /** There is a button to close it if this is given. */
  readonly onClose?: () => void;
}

export function Members({ room, onClose }: Props): JSX.Element {
  const [chosen, setChosen] = useState<Member>();
  const close = () => setChosen(undefined);
  const mayRule = isAtLeast(room.role, "moderator");
  const isHere = room.presence.is === "here";
  useEffect(() => {
    if (isHere) askMembers(room);
  }, [room.id, isHere]);
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
        {room.members.map((member) => (
          <Row key={member.id} member={member} onMore={mayRule && setChosen} />
        ))}
        {more > 0 && <li class="more">and {more} more</li>}
      </ul>
      {chosen && (
        <Later onClose={close}>
          {({ PersonDialog }) => (
            <PersonDialog room={room} member={chosen} onClose={close} />
          )}
        </Later>
      )}
    </aside>
  );
}

interface RowProps {
  readonly member: Member;
  /** For whoever may do something about others. */
  readonly onMore: ((member: Member) => void) | false;
}

function Row({ member, onMore }: RowProps): JSX.Element {
  const { id, name, role, presence } = member;
  const isMe = id === me.value?.id;
  const who = (
    <>
      <span class="whom">
        <Picture id={id} name={name} />
        <Dot is={presence} />
      </span>
      <Name id={id} name={name} />
      {role && isAtLeast(role, "moderator") && <small>{role}</small>}
    </>
  );
  if (isMe)
    return (
      <li>
        <span class="person">
          {who}
          <small>you</small>
        </span>
      </li>
    );
  return (
    <li>
      <button
        type="button"
        class="person"
        title={`Write to ${name} alone`}
        onClick={() => openDirect({ id, name })}
      >
        {who}
      </button>
      {onMore && (
        <button
          type="button"
          class="icon"
          aria-label={`More about ${name}`}
          onClick={() => onMore(member)}
        >
          <Icon of="more" />
        </button>
      )}
    </li>
  );
}

export function MembersDrawer({ room, onClose }: Required<Props>): JSX.Element {
  return (
    <Dialog class="drawer" label={`People in ${room.title}`} onClose={onClose}>
      <Members room={room} onClose={onClose} />
    </Dialog>
  );
}
