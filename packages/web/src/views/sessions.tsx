// Where one is signed in, each to be ended. Tokens for programs have a list of their own.
import type { JSX } from "preact";
import { momentOf } from "../lib/times.ts";
import { SignedInList } from "./signed-in.tsx";
import { useAsked } from "./use-asked.ts";

export function Sessions(): JSX.Element {
  const asked = useAsked("sessions", {});
  return (
    <SignedInList
      label="Where you are signed in"
      of={asked}
      isShown={({ scopes }) => scopes === undefined}
    >
      {({ label, door, address, at, live, current }) => (
        <>
          <b dir="auto">{label || door}</b> {address}
          <small>
            {current ? "this one" : live ? "connected" : "not connected"}, since{" "}
            {momentOf(at)}
          </small>
        </>
      )}
    </SignedInList>
  );
}
