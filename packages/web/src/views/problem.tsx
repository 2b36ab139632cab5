// Why something is not done.
import type { JSX } from "preact";

export function Problem({ of }: { of: string | undefined }): JSX.Element {
  return (
    <p class="problem" role="alert">
      {of}
    </p>
  );
}
