// One of one's rooms or conversations in the list, with what is unread there.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { current, placeOf } from "../model.ts";
import { presenceIn } from "../presence.ts";
import { linkTo } from "../route.ts";
import { Dot } from "./dot.tsx";
import { Icon } from "./icons.tsx";
import { Picture } from "./picture.tsx";

export function OwnRoom({ room }: { room: RoomState }): JSX.Element {
  const isHere = room.id === current.value?.id;
  const { access, people, title, unread } = room;
  const [person, ...more] = people;
  return (
    <li>
      <a
        href={linkTo(placeOf(room))}
        class={unread > 0 ? "has-unread" : ""}
        aria-current={isHere ? "page" : undefined}
      >
        {person && (
          <span class="whom">
            <Picture {...person} />
            {more.length === 0 && <Dot is={presenceIn(room)} />}
          </span>
        )}
        <span class="title" dir="auto">
          {title}
        </span>
        {(access === "closed" || access === "private") && (
          <span class="there" role="img" aria-label={access} title={access}>
            <Icon of="lock" />
          </span>
        )}
        <Badge room={room} />
      </a>
    </li>
  );
}

function Badge({ room }: { room: RoomState }): JSX.Element | null {
  const { unread, mentions } = room;
  if (unread === 0) return null;
  const isDirect = room.access === "direct";
  return (
    <>
      {mentions > 0 && !isDirect && (
        <span class="badge for-me">
          @{short(mentions)}
          <span class="unseen"> for you, </span>
        </span>
      )}
      <span class={isDirect ? "badge for-me" : "badge"}>
        {short(unread)}
        <span class="unseen"> new messages</span>
      </span>
    </>
  );
}

function short(count: number): string {
  return count > 99 ? "99+" : String(count);
}
