// Where a link for another password leads: once it is set, one is in.
import type { JSX } from "preact";
import { redeem } from "../entering.ts";
import { endLink, type Link } from "../link.ts";
import { PasswordForm } from "./password-form.tsx";

export function ResetPage({ link }: { link: Link }): JSX.Element {
  return (
    <div class="welcome">
      <main>
        <img src="/icon.svg" alt="" width="64" height="64" />
        <PasswordForm
          name=""
          heading="Choose a new password"
          text="The link works once. Wherever else your account is signed in, it is signed out."
          go="Set the password"
          onSubmit={(password) => redeem(link.token, password)}
          onDone={endLink}
          onCancel={endLink}
        />
      </main>
    </div>
  );
}
