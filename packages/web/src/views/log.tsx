// What was said in a room, with what is on its way.
import type { RoomState } from "@koine/client";
import { Fragment, type JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { lineListeners, rest } from "../active-line.ts";
import { me } from "../client.ts";
import { openDirect } from "../direct.ts";
import { doingOf, linesOf, messageAt } from "../lib/lines.ts";
import { mentionedIn, speaksTo } from "../lib/names.ts";
import { isAtLeast } from "../lib/roles.ts";
import { rowsOf, type Row } from "../lib/rows.ts";
import { dayName, dayOf } from "../lib/times.ts";
import { loadBack, loadOlder, maySpeak, seen } from "../model.ts";
import { reveal, sought } from "../sought.ts";
import { Icon } from "./icons.tsx";
import { useKeptPlace } from "./keep-place.ts";
import { Line, type LineProps } from "./line.tsx";
import { Note } from "./note.tsx";

/** How many entries are drawn at first, and how many more at a time. */
const page = 150;
/** How near to the top, in pixels, older lines are fetched. */
const nearTop = 600;

export function Log({ room }: { room: RoomState }): JSX.Element {
  /** The first entry drawn while reading older ones; undefined means the newest page. */
  const [from, setFrom] = useState<number>();
  /** The message to be shown, once it is drawn. */
  const [target, setTarget] = useState<{ readonly seq: number }>();
  const [isLoading, setIsLoading] = useState(false);
  const { entries, pending, title } = room;
  const begin =
    from === undefined ? entries.length - page : indexOf(room, from);
  const drawn = entries.slice(Math.max(0, begin));
  const first = drawn[0]?.seq;
  const kept = useKeptPlace(String(first));
  const { isAtEnd } = kept;

  useEffect(() => {
    // While older lines are read, none may go from the top.
    setFrom((from) => (isAtEnd ? undefined : (from ?? first)));
  }, [isAtEnd]);

  const lastSaid = useRef(pending.at(-1)?.key);
  useEffect(() => {
    // Whoever says something wants to see it.
    const key = pending.at(-1)?.key;
    if (key && key !== lastSaid.current) kept.toEnd();
    lastSaid.current = key;
  }, [pending]);

  useEffect(() => {
    const look = () => {
      if (isAtEnd && !document.hidden && document.hasFocus()) seen(room);
    };
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, [room.cursor, isAtEnd]);

  useEffect(() => rest, []);

  const wanted = sought.value;
  useEffect(() => {
    if (wanted?.room === room.id) void draw(wanted.seq);
  }, [wanted]);

  const draw = async (seq: number) => {
    sought.value = undefined;
    if (first === undefined || seq < first) {
      setIsLoading(true);
      await loadBack(room.id, seq);
      setIsLoading(false);
      setFrom(seq);
    }
    kept.leaveEnd();
    setTarget({ seq });
  };

  useLayoutEffect(() => {
    // Before anything scrolls: at the end, the place would be kept there.
    if (target) reveal(kept.scroller.current, target.seq);
    if (target) kept.onScroll();
  }, [target]);

  const showOlder = async () => {
    const box = kept.scroller.current;
    if (!box || box.scrollTop > nearTop || isLoading || first === undefined)
      return;
    if (begin > 0) return setFrom(entries[Math.max(0, begin - page)]?.seq);
    if (!room.hasOlder) return;
    setIsLoading(true);
    await loadOlder(room);
    setFrom(0);
    setIsLoading(false);
  };

  useEffect(() => {
    // A page of short lines may leave nothing to scroll.
    void showOlder();
  }, [entries.length, room.hasOlder]);

  const hasMore = begin > 0 || room.hasOlder;
  const news = room.unread;
  const now = Date.now();
  const mine = me.value;
  // One may have a nick here.
  const lines = linesOf(
    drawn,
    pending,
    mine && { id: mine.id, name: room.name || mine.name },
  );
  const rows = rowsOf(lines, dayOf);
  const last = rows.findLast(({ message }) => message)?.key;
  const lineOf = lineProps(room, last);
  return (
    <div class="log">
      <div
        class="scroll"
        ref={kept.scroller}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={`Messages in ${title}`}
        aria-busy={isLoading}
        onScroll={() => {
          kept.onScroll();
          void showOlder();
        }}
      >
        <ol class={"clipboard" in navigator ? "copies" : ""} {...lineListeners}>
          <Top room={room} hasMore={hasMore} />
          {rows.map((row) => (
            <Fragment key={row.key}>
              {row.newDay && <li class="day">{dayName(row.at, now)}</li>}
              {row.note ? <Note row={row} /> : <Line {...lineOf(row)} />}
            </Fragment>
          ))}
        </ol>
        {!isAtEnd && (
          <div class="afloat">
            <button type="button" class="pill" onClick={kept.toEnd}>
              <Icon of="down" />
              {news === 0 ? "To the newest" : `${news} new`}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

/** What stands above the lines. */
function Top({
  room,
  hasMore,
}: {
  room: RoomState;
  hasMore: boolean;
}): JSX.Element {
  if (!room.epoch) return <li class="older">Opening …</li>;
  if (hasMore) return <li class="older">Older messages …</li>;
  return (
    <li class="start">
      <strong dir="auto">{room.title}</strong>{" "}
      {room.access === "direct"
        ? "This is where your conversation begins. Only the two of you can read it."
        : room.description || "This is where the room begins."}
    </li>
  );
}

function lineProps(
  room: RoomState,
  last: string | undefined,
): (row: Row) => LineProps {
  const mine = me.value;
  const doing = doingOf(room.changes);
  const isDirect = room.access === "direct";
  const speaks = maySpeak(room);
  const rules = !isDirect && isAtLeast(room.role, "moderator");
  const problems = new Map(
    room.pending.map(({ key, status }) => [
      key,
      status.is === "failed" ? status.error.message : undefined,
    ]),
  );
  return (row) => {
    const { message, by, key, reply } = row;
    const isMine = by === mine?.id;
    return {
      row,
      room: room.id,
      problem: problems.get(key),
      doing: message && doing.get(message.seq),
      quoted: reply === undefined ? undefined : messageAt(room, reply),
      mentions: message ? mentionedIn(message, room, mine) : [],
      isToMe: !isMine && speaksTo(message, mine?.id ?? ""),
      isMine,
      maySpeak: speaks,
      mayRule: rules,
      isLast: key === last,
      onAuthor: isDirect || isMine ? undefined : openDirect,
    };
  };
}

function indexOf(room: RoomState, seq: number): number {
  const index = room.entries.findIndex((entry) => entry.seq >= seq);
  return index < 0 ? room.entries.length : index;
}
