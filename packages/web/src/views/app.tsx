// The whole page: the question for a name, or the chat.
import type { JSX } from "preact";
import { isEntered } from "../client.ts";
import { addressee } from "../direct.ts";
import { current, heard, isOut } from "../model.ts";
import { place } from "../route.ts";
import { Banners } from "./banners.tsx";
import { Members } from "./members.tsx";
import { NewDirect } from "./new-direct.tsx";
import { NoRoom, Room } from "./room.tsx";
import { Side } from "./side.tsx";
import { Welcome } from "./welcome.tsx";

export function App({ knownAs }: { knownAs: string }): JSX.Element {
  if (!isEntered.value) return <Welcome knownAs={knownAs} />;
  const room = current.value;
  const hasMembers =
    room !== undefined && room.access !== "direct" && !isOut(room);
  const at = place.value ? "at-room" : "at-list";
  return (
    <div class={`chat ${at}${hasMembers ? "" : " alone"}`}>
      <Side />
      <Shown />
      {hasMembers && <Members room={room} />}
      <Banners />
      <div class="unseen" aria-live="polite">
        {heard}
      </div>
    </div>
  );
}

function Shown(): JSX.Element {
  const room = current.value;
  const to = addressee.value;
  if (room) return <Room key={room.id} room={room} />;
  return to ? <NewDirect key={to.name} to={to} /> : <NoRoom />;
}
