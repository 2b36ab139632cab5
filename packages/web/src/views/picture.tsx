// A person's round picture and coloured name.
import type { JSX } from "preact";
import { hueOf } from "../lib/hue.ts";
import { initialOf } from "../lib/initial.ts";

interface Props {
  readonly id: string;
  readonly name: string;
}

export function Picture({ id, name }: Props): JSX.Element {
  return (
    <span class="picture" style={{ "--hue": hueOf(id) }} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

export function Name({ id, name }: Props): JSX.Element {
  return (
    <span class="name" style={{ "--hue": hueOf(id) }} dir="auto">
      {name}
    </span>
  );
}
