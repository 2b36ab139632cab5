// One thing that somebody does, and what came of it.
export type Act =
  | { readonly do: "say"; readonly text: string; readonly reply?: number }
  | { readonly do: "edit"; readonly seq: number; readonly text: string }
  | { readonly do: "delete"; readonly seq: number }
  | {
      readonly do: "react";
      readonly seq: number;
      readonly reaction: string;
      readonly on: boolean;
    }
  /** These two have no key: after a cut nobody knows, and they are not sent again. */
  | { readonly do: "topic"; readonly text: string }
  | { readonly do: "title"; readonly text: string };

export type End =
  | { readonly is: "open" }
  /** Acknowledged; `seq` where the answer tells it. */
  | { readonly is: "kept"; readonly seq?: number }
  | { readonly is: "refused"; readonly code: string }
  /** The program that did it has died, or it has no key: it is in the log once or not at all. */
  | { readonly is: "uncertain" };

export interface Deed {
  /** The name of who does it. */
  readonly by: string;
  readonly room: string;
  /** Of topics and titles only the test's own. */
  readonly key: string;
  readonly act: Act;
  end: End;
}
