// Who listens where, and who cannot listen together. Told here, where the names of both are known; whoever listens would
// only hear that the port is in use.
import { tcpCuts } from "../dialects/dialect-names.ts";
import { addressText, type Address, type DoorConfig } from "./addresses.ts";
import { ConfigError } from "./config-error.ts";

export interface Listening {
  readonly main: Address;
  readonly doors: readonly DoorConfig[];
  readonly metrics: Address | undefined;
  /** The inspector's port on 127.0.0.1. */
  readonly profiler: number | undefined;
}

interface Listener {
  readonly what: string;
  readonly address: Address;
  readonly door?: DoorConfig;
}

/** @throws ConfigError */
export function refuseSharedPorts({
  main,
  doors,
  metrics,
  profiler,
}: Listening): void {
  const listeners: readonly Listener[] = [
    { what: "the main port (--port)", address: main },
    ...doors.map((door) => ({ what: doorText(door), address: door, door })),
    ...(metrics ? [{ what: "--metrics", address: metrics }] : []),
    ...(profiler
      ? [
          {
            what: "--profiler",
            address: { host: "127.0.0.1", port: profiler },
          },
        ]
      : []),
  ];
  for (const [index, listener] of listeners.entries()) {
    const other = listeners
      .slice(0, index)
      .find((earlier) => collide(earlier, listener));
    if (other) throw cannotBoth(other, listener);
  }
}

function doorText(door: DoorConfig): string {
  const flag = door.isClassic ? "--classic" : "--door";
  return `the door ${door.dialect}@${addressText(door)} (${flag})`;
}

function cannotBoth(one: Listener, other: Listener): ConfigError {
  const classic = [one, other].find(({ door }) => door?.isClassic)?.door;
  const how = classic
    ? `move the classic one with --door ${classic.dialect}@PORT, or give the other another port`
    : "give one of them another port";
  return new ConfigError(
    `${one.what} and ${other.what} cannot both listen on ${addressText(other.address)}: ${how}`,
  );
}

function collide(one: Listener, other: Listener): boolean {
  return (
    overlap(one.address, other.address) &&
    !(one.door && other.door && canShare(one.door, other.door))
  );
}

function overlap(one: Address, other: Address): boolean {
  const everywhere = ["0.0.0.0", "::"];
  return (
    one.port !== 0 &&
    one.port === other.port &&
    (one.host === other.host ||
      everywhere.includes(one.host) ||
      everywhere.includes(other.host))
  );
}

/** Whether what a client sends first says which of the two it means. */
function canShare(one: DoorConfig, other: DoorConfig): boolean {
  const cut = tcpCuts[one.dialect];
  return (
    one.host === other.host &&
    one.dialect !== other.dialect &&
    (cut === undefined || cut !== tcpCuts[other.dialect])
  );
}
