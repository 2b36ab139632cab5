// The scenarios, in the order in which they run.
import type { Scenario } from "../bench.ts";
import { doorsScenario } from "./doors.ts";
import { durable } from "./durable.ts";
import { fanout1000, fanout200 } from "./fanout.ts";
import { idle } from "./idle.ts";
import { joins } from "./joins.ts";
import { ready } from "./ready.ts";
import { size } from "./size.ts";
import { stalled } from "./stalled.ts";
import { unread } from "./unread.ts";
import { verbs } from "./verbs.ts";

export const scenarios: readonly Scenario[] = [
  fanout1000,
  fanout200,
  doorsScenario,
  durable,
  idle,
  stalled,
  ready,
  size,
  verbs,
  joins,
  unread,
];
