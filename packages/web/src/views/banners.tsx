// What lies over the chat for a while: that the connection is gone, and what was told to this person or to everyone.
// Nothing moves for it.
import type { Notice } from "@koine/client";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { connection, dismiss, notices, tryNow } from "../client.ts";
import { untilWhen } from "../lib/times.ts";
import { current } from "../model.ts";
import { goTo } from "../route.ts";
import { Icon } from "./icons.tsx";

/** So many notices are shown at once; an older one when one of them is gone. */
const most = 3;

export function Banners(): JSX.Element {
  const room = current.value;
  const told = notices.value.filter(
    // The room that is shown says so itself.
    (notice) =>
      !(notice.ev === "kicked" && notice.room === room?.id && isLeft(room)),
  );
  return (
    <div class="banners" role="status">
      <ConnectionBanner />
      {told.slice(-most).map((notice) => (
        <NoticeBanner key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function isLeft({ presence }: NonNullable<typeof current.value>): boolean {
  return presence.is === "left";
}

function ConnectionBanner(): JSX.Element | null {
  const now = connection.value;
  if (now.is === "waiting") {
    return (
      <div class="banner lost" title={now.reason}>
        <span>
          Offline
          <Countdown until={now.until} />
        </span>
        <button type="button" onClick={tryNow}>
          Try now
        </button>
      </div>
    );
  }
  if (now.is !== "connecting") return null;
  return (
    <div class="banner">
      <span>Connecting …</span>
    </div>
  );
}

/** Kept from screen readers, who would be told each second. */
function Countdown({ until }: { until: number }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return <span aria-hidden="true">. Next try in {seconds} s</span>;
}

function NoticeBanner({ notice }: { notice: Notice }): JSX.Element | null {
  switch (notice.ev) {
    case "invited":
      return (
        <Told notice={notice}>
          <span>
            <b>{notice.by.name}</b> invites you to <b>{notice.title}</b>
          </span>
          <button
            type="button"
            onClick={() => {
              goTo(notice.title);
              dismiss(notice.id);
            }}
          >
            Join
          </button>
        </Told>
      );
    case "answered":
      return (
        <Told notice={notice}>
          <span>
            <b>{notice.by.name}</b> {answers[notice.answer]} your invitation to{" "}
            <b>{notice.title}</b>
          </span>
        </Told>
      );
    case "kicked":
      return (
        <Told notice={notice}>
          <span>
            <b>{notice.by.name}</b>{" "}
            {notice.until === undefined
              ? "has sent you out of"
              : "has banned you from"}{" "}
            <b>{notice.title}</b>
            {notice.until !== undefined && ` ${untilWhen(notice.until)}`}
            {notice.reason && `: ${notice.reason}`}
          </span>
        </Told>
      );
    case "broadcast":
      return (
        <Told notice={notice}>
          <span class="broadcast" tabIndex={0}>
            <b>{notice.by.name}</b> to everyone: {notice.text}
          </span>
        </Told>
      );
  }
}

const answers = {
  yes: "accepts",
  no: "declines",
  later: "has not decided on",
} as const;

function Told({
  notice,
  children,
}: {
  notice: Notice;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`banner told ${notice.ev}`} dir="auto">
      {children}
      <button
        type="button"
        class="icon"
        aria-label="Dismiss"
        onClick={() => dismiss(notice.id)}
      >
        <Icon of="close" />
      </button>
    </div>
  );
}
