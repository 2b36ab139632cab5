// What `--classic` opens beside the main port: the addresses that the older clients have written into them, and the rooms
// that one of their servers began with.
import type { DialectName } from "../dialects/dialect-names.ts";
import type { DoorConfig } from "./addresses.ts";

const ports: readonly (readonly [dialect: DialectName, port: number])[] = [
  ["chattypantz", 6660],
  ["gtchat", 9000],
  ["gtchat", 9001],
  ["webchat", 8000],
  ["riftchat", 8000],
  ["rambler", 7070],
];

export const classicRooms: readonly string[] = [
  "Python Developers",
  "JavaScript Developers",
];

/** At `host`, without those of a dialect that the operator opened himself. */
export function classicDoors(
  host: string,
  opened: readonly DoorConfig[],
): readonly DoorConfig[] {
  return ports
    .filter(([dialect]) => opened.every((door) => door.dialect !== dialect))
    .map(([dialect, port]) => ({ dialect, host, port, isClassic: true }));
}
