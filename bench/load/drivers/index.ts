// The servers that the load can drive.
import type { Driver } from "../driver.ts";
import { koine } from "./koine.ts";
import { socketIo } from "./socket-io.ts";
import { wsLoop } from "./ws-loop.ts";

const drivers = { koine, "ws-loop": wsLoop, "socket-io": socketIo };

export type DriverName = keyof typeof drivers;

export function driverOf(name: DriverName): Driver {
  return drivers[name];
}
