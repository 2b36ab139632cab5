// Where you write in a room: something new, an answer, or a message of your own anew. Or why you cannot.
import type { Message, RoomState } from "@koine/client";
import type { ComponentChildren, JSX } from "preact";
import { untilWhen } from "../lib/times.ts";
import { isOut, joinAgain, leave, mutedIn, typing } from "../model.ts";
import { aboutIn, draftAt, editLast, send, stop } from "../writing.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./icons.tsx";
import { Beginning } from "./quote.tsx";

export function RoomComposer({ room }: { room: RoomState }): JSX.Element {
  const edited = aboutIn(room, "edit");
  const answered = aboutIn(room, "reply");
  if (isOut(room)) return <Out room={room} />;
  if (room.isArchived)
    return (
      <Silent>
        This room is archived: it can be read, but nothing is said here any
        more.
      </Silent>
    );
  const muted = mutedIn(room);
  if (muted)
    return (
      <Silent>
        You can read, but not say anything here {untilWhen(muted.until)}
        {muted.reason && `: ${muted.reason}`}
      </Silent>
    );
  const message = edited ?? answered;
  return (
    <Composer
      // What was being written is there again behind an edit.
      key={edited?.seq}
      at={edited ? draftAt(edited) : room.id}
      title={room.title}
      isWanted={message !== undefined}
      onSend={(text) => send(room, text)}
      onWrite={() => {
        if (!edited) typing(room);
      }}
      onKey={(key, isEmpty) => {
        if (key === "Escape" && message) stop();
        else if (key !== "ArrowUp" || !isEmpty || edited) return false;
        else return editLast(room);
        return true;
      }}
    >
      {message && <About message={message} isEdit={edited !== undefined} />}
    </Composer>
  );
}

interface AboutProps {
  readonly message: Message;
  readonly isEdit: boolean;
}

/** What is written is about another message. */
function About({ message, isEdit }: AboutProps): JSX.Element {
  return (
    <div class="about">
      <Icon of={isEdit ? "pencil" : "reply"} />
      <p>
        {isEdit ? (
          "Edit your message"
        ) : (
          <>
            <span class="unseen">Answer to </span>
            <Beginning message={message} />
          </>
        )}
      </p>
      <button
        type="button"
        class="icon"
        aria-label={isEdit ? "Do not edit" : "Do not answer"}
        title="Cancel (Escape)"
        onClick={stop}
      >
        <Icon of="close" />
      </button>
    </div>
  );
}

/** Instead of the place to write. */
function Silent({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="composer out" role="status">
      <p>{children}</p>
    </div>
  );
}

/** For who is not in the room any more. */
function Out({ room }: { room: RoomState }): JSX.Element {
  const isDirect = room.access === "direct";
  return (
    <div class="composer out" role="status">
      <p>{whyOut(room)}</p>
      {room.access !== "public" && (
        <button type="button" onClick={() => void leave(room)}>
          Remove
        </button>
      )}
      <button type="button" class="main" onClick={() => joinAgain(room)}>
        {isDirect ? "Try again" : "Join again"}
      </button>
    </div>
  );
}

function whyOut({ presence }: RoomState): string {
  if (presence.is === "refused") return presence.error.message;
  const reason = presence.is === "left" ? presence.reason : undefined;
  return reason ?? "You are no longer in this room.";
}
