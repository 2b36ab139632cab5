// One room: its head, what was said, and the place to write.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isOut, notOpened, placeName } from "../model.ts";
import { goToList, place } from "../route.ts";
import { aboutIn } from "../writing.ts";
import { AskDelete } from "./ask-delete.tsx";
import { Icon } from "./icons.tsx";
import { Later } from "./later.tsx";
import { Log } from "./log.tsx";
import { MembersDrawer } from "./members.tsx";
import { RoomComposer } from "./room-composer.tsx";
import { TypingLine } from "./typing-line.tsx";

export function Room({ room }: { room: RoomState }): JSX.Element {
  const toDelete = aboutIn(room, "delete");
  return (
    <main class="room">
      <header>
        <Back />
        <div class="titles">
          <h1 dir="auto">{room.title}</h1>
          {room.topic && (
            <p class="topic" dir="auto" title={room.topic}>
              {room.topic}
            </p>
          )}
        </div>
        {room.access !== "direct" && <Head room={room} />}
      </header>
      <Log room={room} />
      <TypingLine who={room.typing} />
      <RoomComposer room={room} />
      {toDelete && <AskDelete message={toDelete} />}
    </main>
  );
}

/** What only a room of many has. */
function Head({ room }: { room: RoomState }): JSX.Element {
  const [shows, setShows] = useState<"members" | "about">();
  const close = () => setShows(undefined);
  return (
    <>
      {!isOut(room) && (
        <button
          type="button"
          class="people-count"
          aria-label={`${room.count} people here: show them`}
          onClick={() => setShows("members")}
        >
          <Icon of="people" />
          {room.count}
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={`About ${room.title}`}
        title="About the room"
        onClick={() => setShows("about")}
      >
        <Icon of="about" />
      </button>
      {shows === "members" && <MembersDrawer room={room} onClose={close} />}
      {shows === "about" && (
        <Later onClose={close}>
          {({ RoomDialog }) => <RoomDialog room={room} onClose={close} />}
        </Later>
      )}
    </>
  );
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
