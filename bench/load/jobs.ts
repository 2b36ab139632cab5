// What the bench asks of its load process, and what comes back. All times are in milliseconds, all sizes in bytes.
import type { Spread } from "../statistics.ts";
import type { DriverName } from "./drivers/index.ts";
import type { Spent } from "./spent.ts";
import type { VerbName } from "./verbs/index.ts";

interface Job {
  readonly driver: DriverName;
  readonly port: number;
  /** The server's process, whose CPU time and memory are read. */
  readonly pid: number;
  /** Where the server writes its own view of its memory when it gets SIGUSR2. */
  readonly memoryFile: string;
}

/** Messages to one room at a fixed rate, by all members in turn. */
export interface FanoutJob extends Job {
  readonly kind: "fanout";
  readonly members: number;
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly textLength: number;
  /** How long to wait for what is still on its way after the last message. */
  readonly graceSeconds: number;
  /** Whether less than every delivery is a failure; else it is only told. */
  readonly mustKeepUp: boolean;
  /** Overlooks one delivery to this member: for the test that a loss is noticed. */
  readonly overlook?: number;
}

export interface FanoutResult {
  readonly deliveries: number;
  /** Deliveries made for each one that the schedule asked for; 1 when the server kept up. */
  readonly made: number;
  readonly cpuMicrosPerDelivery: number;
  readonly latency: Spread;
  readonly spent: Spent;
}

/** As many durable messages as the server takes, with a fixed number under way. */
export interface DurableJob extends Job {
  readonly kind: "durable";
  readonly rooms: number;
  readonly connections: number;
  readonly underWayEach: number;
  readonly textLength: number;
  readonly warmUpSeconds: number;
  /** Ends after this time, or after this many messages, whichever is first. */
  readonly seconds: number;
  readonly messages: number;
}

export interface DurableResult {
  readonly acknowledged: number;
  readonly perSecond: number;
  readonly latency: Spread;
  readonly cpuMicrosPerMessage: number;
  readonly spent: Spent;
}

/** Connections that are each in a room and do nothing. */
export interface IdleJob extends Job {
  readonly kind: "idle";
  /** Memory is read at each of these numbers of connections. */
  readonly steps: readonly number[];
  readonly rooms: number;
  readonly settleSeconds: number;
}

export interface IdleStep {
  readonly connections: number;
  readonly resident: number;
  readonly usage: NodeJS.MemoryUsage;
}

export interface IdleResult {
  readonly steps: readonly IdleStep[];
  /** What each connection added to V8's heap and buffers, garbage collected. */
  readonly inUseEach: number;
  readonly connectedPerSecond: number;
}

/** A room at full speed in which one member stops reading for a while. */
export interface StalledJob extends Job {
  readonly kind: "stalled";
  readonly members: number;
  readonly perSecond: number;
  readonly textLength: number;
  readonly warmUpSeconds: number;
  readonly beforeSeconds: number;
  readonly stalledSeconds: number;
  readonly afterSeconds: number;
  /** How long the stopped one may take to have everything, after the last message. */
  readonly graceSeconds: number;
  /** The stop lasts longer, but not forever, until the kernel does not hold so many bytes of what is owed; 7 s at most. */
  readonly leastInLog?: number;
}

export interface StalledPhase {
  readonly latency: Spread;
  readonly residentMedian: number;
  readonly residentMax: number;
  /** In use at the end of the phase, after a collection. */
  readonly live: number;
  readonly spent: Spent;
}

export interface StalledResult {
  readonly before: StalledPhase;
  readonly during: StalledPhase;
  readonly after: StalledPhase;
  /** What the stopped one was owed when it read again, and how much of that the kernel held. */
  readonly owedMessages: number;
  readonly owedBytes: number;
  readonly heldByKernel: number;
  /** From reading again until nothing was owed. */
  readonly caughtUpMillis: number;
}

/** Pages of history from anywhere in rooms that are full already, one at a time. */
export interface PagesJob extends Job {
  readonly kind: "pages";
  readonly rooms: number;
  readonly perRoom: number;
  readonly pages: number;
  readonly limit: number;
}

export interface PagesResult {
  /** The round trip on loopback. */
  readonly latency: Spread;
}

/** Calls of verbs in a room with many members. */
export interface VerbsJob extends Job {
  readonly kind: "verbs";
  readonly verbs: readonly VerbName[];
  readonly members: number;
  /** Of the members, those in the smaller room. */
  readonly few: number;
  /** Rooms beside these two. */
  readonly rooms: number;
  /** Of each verb. */
  readonly calls: number;
  /** Of those calls that are made together, how many are under way. */
  readonly atOnce: number;
  /** After so long without an event nothing is due any more. */
  readonly quietMillis: number;
  /** How long nothing is done, to know what the server needs then. */
  readonly idleSeconds: number;
  /** Overlooks what this member is told: for the test that it is noticed. */
  readonly overlook?: number;
}

/** What calls of one verb cost. */
export interface CallsResult {
  readonly calls: number;
  /** Events that members of the room were told for each call, all together. */
  readonly told: number;
  /** Of the server for each call, with all that it caused. */
  readonly cpuMicros: number;
  readonly spent: Spent;
}

export interface VerbResult {
  readonly name: VerbName;
  /** One by one, with pauses between them. */
  readonly apart: CallsResult;
  /** One by one, the next when the one before was answered. */
  readonly alone: CallsResult;
  /** Always so many under way. */
  readonly together: CallsResult;
  /** Until the answer, one by one. */
  readonly latency: Spread;
}

export interface VerbsResult {
  readonly verbs: readonly VerbResult[];
  /** CPU seconds a second while nothing was done. */
  readonly idleLoad: number;
}

/** Clients that come into one room at the same time. */
export interface JoinsJob extends Job {
  readonly kind: "joins";
  readonly door: DriverName | "riftchat";
  /** Of the native door, where it is looked at who is in. */
  readonly mainPort: number;
  readonly clients: number;
  /** Within which they begin to come, one after the other. */
  readonly seconds: number;
  /** Whether the door leads into the lobby, or into a room of its own. */
  readonly isInLobby: boolean;
  /** Whether they are all one and the same Anonymous. */
  readonly areOne: boolean;
  /** After so long without anything told nothing is due any more. */
  readonly quietMillis: number;
}

export interface JoinsResult {
  /** From the first one's beginning until the last one was in. */
  readonly inMillis: number;
  /** Of the server, connecting and all that is told of it included. */
  readonly cpuMicrosPerJoin: number;
  readonly spent: Spent;
}

/** One person's rooms, and what is unread in them. */
export interface UnreadJob extends Job {
  readonly kind: "unread";
  readonly token: string;
  readonly calls: number;
  /** What is to be answered: how many rooms, and in all of them together. */
  readonly rooms: number;
  readonly unread: number;
  readonly mentions: number;
}

export interface UnreadResult {
  /** The round trip on loopback, until the whole answer is there. */
  readonly latency: Spread;
  readonly bytes: number;
  readonly cpuMicrosPerCall: number;
  readonly spent: Spent;
}

export interface Jobs {
  fanout: [FanoutJob, FanoutResult];
  durable: [DurableJob, DurableResult];
  idle: [IdleJob, IdleResult];
  stalled: [StalledJob, StalledResult];
  pages: [PagesJob, PagesResult];
  verbs: [VerbsJob, VerbsResult];
  joins: [JoinsJob, JoinsResult];
  unread: [UnreadJob, UnreadResult];
}

export type AnyJob = Jobs[keyof Jobs][0];
export type ResultOf<J extends AnyJob> = Jobs[J["kind"]][1];

/** What the load process sends back: its only message. */
export type Answer =
  | { readonly ok: unknown }
  | { readonly failed: string; readonly stack: string };
