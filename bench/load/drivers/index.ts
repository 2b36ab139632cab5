// The servers that the load can drive, and Koine's doors.
import type { Driver } from "../driver.ts";
import { chattypantzJson } from "./chattypantz-json.ts";
import { chattypantzText } from "./chattypantz-text.ts";
import { gtchat } from "./gtchat.ts";
import { koine } from "./koine.ts";
import { rambler } from "./rambler.ts";
import { socketIo } from "./socket-io.ts";
import { webchat09 } from "./webchat-09.ts";
import { webchat4 } from "./webchat-4.ts";
import { wsLoop } from "./ws-loop.ts";

const drivers = {
  koine,
  "ws-loop": wsLoop,
  "socket-io": socketIo,
  rambler,
  "webchat-0.9": webchat09,
  "webchat-4": webchat4,
  gtchat,
  "chattypantz-json": chattypantzJson,
  "chattypantz-text": chattypantzText,
};

export type DriverName = keyof typeof drivers;

export function driverOf(name: DriverName): Driver {
  return drivers[name];
}
