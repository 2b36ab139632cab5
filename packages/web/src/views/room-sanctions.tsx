// Who is kept out of a room or silent there: asked for when someone wants to know.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Sanctions } from "./sanctions.tsx";

interface Props {
  readonly room: string;
  /** With another, they are asked for again. */
  readonly version: number;
}

export function RoomSanctions({ room, version }: Props): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>Bans and mutes here</summary>
      {isOpen && <Sanctions key={version} room={room} />}
    </details>
  );
}
