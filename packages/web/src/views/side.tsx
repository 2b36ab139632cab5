// The list of rooms, and who you are.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { me } from "../client.ts";
import { isAtLeast } from "../lib/roles.ts";
import { directs, others, ownRooms, refreshOthers } from "../model.ts";
import { goTo, linkTo } from "../route.ts";
import { Icon } from "./icons.tsx";
import { Later } from "./later.tsx";
import { OwnRoom } from "./own-room.tsx";
import { Picture } from "./picture.tsx";

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
        <YourRooms />
        <ul aria-labelledby="your-rooms">
          {ownRooms.value.map((room) => (
            <OwnRoom key={room.id} room={room} />
          ))}
        </ul>
        <h2 id="direct-messages">Direct messages</h2>
        <ul aria-labelledby="direct-messages">
          {directs.value.map((room) => (
            <OwnRoom key={room.id} room={room} />
          ))}
        </ul>
        {directs.value.length === 0 && (
          <p class="none">Choose someone’s name to write to them alone.</p>
        )}
        <h2 id="other-rooms">Other rooms</h2>
        <ul aria-labelledby="other-rooms">
          {others.value.map(({ room, title, count }) => (
            <li key={room}>
              <a href={linkTo(title)}>
                <span class="title" dir="auto">
                  {title}
                </span>
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

function YourRooms(): JSX.Element {
  const [isMaking, setMaking] = useState(false);
  const close = () => setMaking(false);
  return (
    <div class="heading">
      <h2 id="your-rooms">Your rooms</h2>
      <button
        type="button"
        class="icon"
        aria-label="New room"
        title="Make a room"
        onClick={() => setMaking(true)}
      >
        <Icon of="plus" />
      </button>
      {isMaking && (
        <Later onClose={close}>
          {({ NewRoom }) => <NewRoom onClose={close} />}
        </Later>
      )}
    </div>
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
        <Icon of="check" />
      </button>
    </form>
  );
}

function Me(): JSX.Element | null {
  const [opened, setOpened] = useState<"me" | "house">();
  const close = () => setOpened(undefined);
  const mine = me.value;
  if (!mine) return null;
  const { id, name, isAccount, role } = mine;
  const label = isAccount ? "Your account" : "Change your nickname";
  return (
    <footer class="me">
      <Picture id={id} name={name} />
      <span dir="auto">{name}</span>
      {isAtLeast(role, "moderator") && (
        <button
          type="button"
          class="icon"
          aria-label="The house"
          title="The house: who may come in, bans, what was done"
          onClick={() => setOpened("house")}
        >
          <Icon of="house" />
        </button>
      )}
      <button
        type="button"
        class="icon"
        aria-label={label}
        title={label}
        onClick={() => setOpened("me")}
      >
        <Icon of={isAccount ? "person" : "pencil"} />
      </button>
      {opened && (
        <Later onClose={close}>
          {({ MeDialog, HouseDialog }) =>
            opened === "me" ? (
              <MeDialog me={mine} onClose={close} />
            ) : (
              <HouseDialog onClose={close} />
            )
          }
        </Later>
      )}
    </footer>
  );
}
