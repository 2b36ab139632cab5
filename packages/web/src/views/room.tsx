// One room: its head, what was said, and the place to write.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import {
  isOut,
  joinAgain,
  leave,
  notOpened,
  placeName,
  say,
} from "../model.ts";
import { goToList, place } from "../route.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Log } from "./log.tsx";
import { MembersDrawer } from "./members.tsx";

export function Room({ room }: { room: RoomState }): JSX.Element {
  return (
    <main class="room">
      <header>
        <Back />
        <h1 dir="auto">{room.title}</h1>
        {room.access !== "direct" && <Head room={room} />}
      </header>
      <Log room={room} />
      {isOut(room) ? (
        <Out room={room} />
      ) : (
        <Composer
          title={room.title}
          at={room.id}
          onSend={(text) => say(room, text)}
        />
      )}
    </main>
  );
}

/** What only a room of many has. */
function Head({ room }: { room: RoomState }): JSX.Element {
  const [showsMembers, setShowsMembers] = useState(false);
  return (
    <>
      {!isOut(room) && (
        <button
          type="button"
          class="people-count"
          aria-label={`${room.count} people here: show them`}
          onClick={() => setShowsMembers(true)}
        >
          <Icon of="people" />
          {room.count}
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={`Leave ${room.title}`}
        title="Leave the room"
        onClick={() => void leave(room)}
      >
        <Icon of="leave" />
      </button>
      {showsMembers && (
        <MembersDrawer room={room} onClose={() => setShowsMembers(false)} />
      )}
    </>
  );
}

/** Instead of the place to write, for who is not in the room any more. */
function Out({ room }: { room: RoomState }): JSX.Element {
  return (
    <div class="composer out" role="status">
      <p>{whyOut(room)}</p>
      {room.access === "direct" && (
        <button type="button" onClick={() => void leave(room)}>
          Remove
        </button>
      )}
      <button type="button" class="main" onClick={() => joinAgain(room)}>
        {room.access === "direct" ? "Try again" : "Join again"}
      </button>
    </div>
  );
}

function whyOut({ presence }: RoomState): string {
  if (presence.is === "refused") return presence.error.message;
  const reason = presence.is === "left" ? presence.reason : undefined;
  return reason ?? "You are no longer in this room.";
}

/** The place of a room that is not open: not yet, or refused, or none was chosen. */
export function NoRoom(): JSX.Element {
  return (
    <main class="room">
      <header>
        <Back />
        <h1 dir="auto">{placeName.value}</h1>
      </header>
      <div class="log">
        <p class="start" role="status">
          {notOpened.value ??
            (place.value ? "Opening …" : "Choose a room to talk in.")}
        </p>
      </div>
    </main>
  );
}

export function Back(): JSX.Element {
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
