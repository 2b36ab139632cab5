// The whole page: the question for a name, or the chat.
import type { JSX } from "preact";
import { isEntered, me } from "../client.ts";
import { addressee } from "../direct.ts";
import { endLink, link } from "../link.ts";
import { current, heard, isOut } from "../model.ts";
import { place } from "../route.ts";
import { Banners } from "./banners.tsx";
import { Later } from "./later.tsx";
import { Members } from "./members.tsx";
import { NewDirect } from "./new-direct.tsx";
import { NoRoom, Room } from "./room.tsx";
import { Side } from "./side.tsx";
import { Welcome } from "./welcome.tsx";

export function App({ knownAs }: { knownAs: string }): JSX.Element {
  const now = link.value;
  if (now?.for === "reset")
    return (
      <Later onClose={endLink}>
        {({ ResetPage }) => <ResetPage link={now} />}
      </Later>
    );
  const isOwning = now?.for === "owner";
  if (!isEntered.value || (isOwning && !me.value?.isAccount))
    return <Welcome key={now?.for} knownAs={knownAs} isForOwner={isOwning} />;
  const mine = me.value;
  if (now && mine)
    return (
      <Later onClose={endLink}>
        {({ OwnerPage }) => <OwnerPage link={now} me={mine} />}
      </Later>
    );
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
