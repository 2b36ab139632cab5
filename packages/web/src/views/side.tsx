// The list of rooms, and who you are.
import type { RoomState } from "@koine/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { current, me, others, refreshOthers, rooms } from "../model.ts";
import { goTo, linkTo } from "../route.ts";
import { Icon } from "./icons.tsx";
import { Picture } from "./picture.tsx";
import { Rename } from "./rename.tsx";

const refreshEvery = 20_000;

export function Side(): JSX.Element {
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden) void refreshOthers();
    };
    const timer = setInterval(refresh, refreshEvery);
    addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      removeEventListener("visibilitychange", refresh);
    };
  }, []);

  return (
    <div class="side">
      <header>
        <img src="/icon.svg" alt="" width="28" height="28" />
        Koine
      </header>
      <nav class="rooms" aria-label="Rooms">
        <h2 id="your-rooms">Your rooms</h2>
        <ul aria-labelledby="your-rooms">
          {[...rooms.value.values()].map((room) => (
            <OwnRoom key={room.id} room={room} />
          ))}
        </ul>
        <h2 id="other-rooms">Other rooms</h2>
        <ul aria-labelledby="other-rooms">
          {others.value.map(({ room, title, count }) => (
            <li key={room}>
              <a href={linkTo(title)}>
                <span dir="auto">{title}</span>
                <span class="there">
                  <Icon of="people" />
                  {count}
                  <span class="unseen"> people there</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        {others.value.length === 0 && (
          <p class="none">There are no others yet.</p>
        )}
        <MakeRoom />
      </nav>
      <Me />
    </div>
  );
}

function OwnRoom({ room }: { room: RoomState }): JSX.Element {
  const isHere = room.id === current.value?.id;
  return (
    <li>
      <a
        href={linkTo(room.title)}
        class={room.unread > 0 ? "has-unread" : ""}
        aria-current={isHere ? "page" : undefined}
      >
        <span dir="auto">{room.title}</span>
        {room.unread > 0 && (
          <span class="badge">
            {room.unread > 99 ? "99+" : room.unread}
            <span class="unseen"> new messages</span>
          </span>
        )}
      </a>
    </li>
  );
}

function MakeRoom(): JSX.Element {
  const [title, setTitle] = useState("");
  return (
    <form
      class="make-room"
      onSubmit={(event) => {
        event.preventDefault();
        if (!title.trim()) return;
        goTo(title.trim());
        setTitle("");
      }}
    >
      <input
        class="field"
        value={title}
        onInput={(event) => setTitle(event.currentTarget.value)}
        placeholder="Join or make a room"
        aria-label="Join or make a room by its name"
        maxLength={128}
        autocomplete="off"
        enterkeyhint="go"
      />
      <button type="submit" class="icon" aria-label="Go to the room">
        <Icon of="plus" />
      </button>
    </form>
  );
}

function Me(): JSX.Element | null {
  const [isRenaming, setRenaming] = useState(false);
  if (!me.value) return null;
  const { id, name } = me.value;
  return (
    <footer class="me">
      <Picture id={id} name={name} />
      <span dir="auto">{name}</span>
      <button
        type="button"
        class="icon"
        aria-label="Change your nickname"
        title="Change your nickname"
        onClick={() => setRenaming(true)}
      >
        <Icon of="pencil" />
      </button>
      {isRenaming && <Rename name={name} onClose={() => setRenaming(false)} />}
    </footer>
  );
}
