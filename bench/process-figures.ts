// What the operating system says of a process: CPU time of all its threads, and resident memory. Linux only.
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** USER_HZ, the unit of times in /proc on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Whether the kernel counts the time of each thread exactly. */
const isExact = existsSync("/proc/self/schedstat");

/**
 * User and system time of a process, in microseconds. Where the kernel counts exactly it is that of the threads it has
 * (those of a server do not end before it), else it goes up in steps of 10,000.
 */
export function cpuMicros(pid: number): number {
  return isExact ? microsOfThreads(pid) : microsOfProcess(pid);
}

function microsOfThreads(pid: number): number {
  let nanos = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const path = `/proc/${pid}/task/${thread}/schedstat`;
    nanos += Number(readFileSync(path, "latin1").split(" ")[0]);
  }
  return nanos / 1000;
}

function microsOfProcess(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name of the program is in brackets and may hold anything; the third field follows it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return (ticks * 1e6) / ticksPerSecond;
}

/** What all processors of the machine have worked so far, for whomever, in microseconds. */
export function machineMicros(): number {
  const [first = ""] = readFileSync("/proc/stat", "latin1").split("\n");
  const [user, nice, system, , , irq, softirq] = first
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const parts = [user, nice, system, irq, softirq];
  const ticks = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  return (ticks * 1e6) / ticksPerSecond;
}

/** VmRSS, in bytes. */
export function residentBytes(pid: number): number {
  return fromStatus(pid, "VmRSS");
}

/** What of it are pages of files, in bytes: the program and its libraries. */
export function residentOfFiles(pid: number): number {
  return fromStatus(pid, "RssFile");
}

function fromStatus(pid: number, what: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const line = status.split("\n").find((one) => one.startsWith(`${what}:`));
  const kilobytes = /(\d+) kB$/.exec(line ?? "")?.[1];
  if (kilobytes === undefined)
    throw new Error(`/proc/${pid}/status tells no ${what}.`);
  return Number(kilobytes) * 1024;
}

/** The most files that this process and those it starts may have open. */
export function openFilesLimit(): number {
  const limits = readFileSync("/proc/self/limits", "latin1");
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === "unlimited" ? Infinity : Number(hard);
}

/** Bytes that the kernel holds for a loopback connection from this port, on both of its ends together. */
export function bytesInKernel(port: number): number {
  const ours = port.toString(16).toUpperCase().padStart(4, "0");
  let bytes = 0;
  for (const line of readFileSync("/proc/net/tcp", "latin1").split("\n")) {
    const [, local, remote, , queues] = line.trim().split(/\s+/);
    const isOurs =
      local?.endsWith(`:${ours}`) === true ||
      remote?.endsWith(`:${ours}`) === true;
    if (!isOurs || queues === undefined) continue;
    const [sent, received] = queues.split(":");
    bytes += parseInt(sent ?? "0", 16) + parseInt(received ?? "0", 16);
  }
  return bytes;
}
