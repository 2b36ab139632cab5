// Says that the connection is gone and when it is tried again. It lies over the log: nothing moves for it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { connection, tryNow } from "../model.ts";

export function Banner(): JSX.Element | null {
  const now = connection.value;
  if (now.is === "waiting") {
    return (
      <div class="banner lost" role="status" title={now.reason}>
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
    <div class="banner" role="status">
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
