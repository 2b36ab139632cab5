// The whole page: the question for a name, or the chat.
import type { JSX } from "preact";
import { current, heard, isEntered } from "../model.ts";
import { place } from "../route.ts";
import { Members } from "./members.tsx";
import { NoRoom, Room } from "./room.tsx";
import { Side } from "./side.tsx";
import { Welcome } from "./welcome.tsx";

export function App({ knownAs }: { knownAs: string }): JSX.Element {
  if (!isEntered.value) return <Welcome knownAs={knownAs} />;
  const room = current.value;
  const at = place.value ? "at-room" : "at-list";
  return (
    <div class={`chat ${at}${room ? "" : " alone"}`}>
      <Side />
      {room ? <Room key={room.id} room={room} /> : <NoRoom />}
      {room && <Members room={room} />}
      <div class="unseen" aria-live="polite">
        {heard}
      </div>
    </div>
  );
}
