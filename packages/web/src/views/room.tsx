// One room: its head, what was said, and the place to write.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { joinAgain, leave, notOpened } from "../model.ts";
import { goToList, place } from "../route.ts";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Log } from "./log.tsx";
import { MembersDrawer } from "./members.tsx";

export function Room({ room }: { room: RoomState }): JSX.Element {
  const [showsMembers, setShowsMembers] = useState(false);
  const isOut = room.presence.is === "left" || room.presence.is === "refused";
  return (
    <main class="room">
      <header>
        <Back />
        <h1 dir="auto">{room.title}</h1>
        <button
          type="button"
          class="people-count"
          aria-label={`${room.count} people here: show them`}
          onClick={() => setShowsMembers(true)}
        >
          <Icon of="people" />
          {room.count}
        </button>
        <button
          type="button"
          class="icon"
          aria-label={`Leave ${room.title}`}
          title="Leave the room"
          onClick={() => void leave(room)}
        >
          <Icon of="leave" />
        </button>
      </header>
      <Log room={room} />
      {isOut ? <Out room={room} /> : <Composer room={room} />}
      <Banner />
      {showsMembers && (
        <MembersDrawer room={room} onClose={() => setShowsMembers(false)} />
      )}
    </main>
  );
}

/** Instead of the place to write, for who is not in the room any more. */
function Out({ room }: { room: RoomState }): JSX.Element {
  const { presence } = room;
  return (
    <div class="composer out" role="status">
      <p>
        {presence.is === "refused"
          ? presence.error.message
          : "You are no longer in this room."}
      </p>
      <button type="button" class="main" onClick={() => joinAgain(room)}>
        Join again
      </button>
    </div>
  );
}

/** The place of a room that is not open: not yet, or refused, or none was chosen. */
export function NoRoom(): JSX.Element {
  return (
    <main class="room">
      <header>
        <Back />
        <h1 dir="auto">{place.value}</h1>
      </header>
      <div class="log">
        <p class="start" role="status">
          {notOpened.value ??
            (place.value ? "Opening …" : "Choose a room to talk in.")}
        </p>
      </div>
      <Banner />
    </main>
  );
}

function Back(): JSX.Element {
  return (
    <button
      type="button"
      class="icon back"
      aria-label="All rooms"
      onClick={goToList}
    >
      <Icon of="back" />
    </button>
  );
}
