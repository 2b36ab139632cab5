// The house: what its owner and admins set for the whole chat, whom they keep out, and what was done.
import type { JSX } from "preact";
import { me } from "../client.ts";
import { isAtLeast } from "../lib/roles.ts";
import { Audit } from "./audit.tsx";
import { Close, Dialog } from "./dialog.tsx";
import { ResetLink } from "./reset-link.tsx";
import { Rules } from "./rules.tsx";
import { Sanctions } from "./sanctions.tsx";

export function HouseDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const isAdmin = isAtLeast(me.value?.role ?? "guest", "admin");
  return (
    <Dialog class="ask wide" label="The house" onClose={onClose}>
      <h2>The house</h2>
      {isAdmin && <Rules />}
      <section>
        <h3>Bans and mutes</h3>
        <Sanctions />
      </section>
      {isAdmin && (
        <>
          <ResetLink />
          <Audit />
        </>
      )}
      <div class="choices">
        <Close class="main">Done</Close>
      </div>
    </Dialog>
  );
}
