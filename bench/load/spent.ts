// CPU time spent between two moments: by the server, by the load itself, and by everything else on the machine.
import { cpuMicros, machineMicros } from "../process-figures.ts";

export interface Spent {
  readonly millis: number;
  /** Of the server, in microseconds. */
  readonly serverMicros: number;
  /** CPU seconds a second. What else ran at the same time makes the figures of a run worse. */
  readonly serverLoad: number;
  readonly generatorLoad: number;
  readonly othersLoad: number;
}

/** Begins now; the function returned tells what was spent since. */
export function spending(pid: number): () => Spent {
  const read = () => ({
    time: performance.now(),
    server: cpuMicros(pid),
    generator: cpuMicros(process.pid),
    machine: machineMicros(),
  });
  const begun = read();
  return () => {
    const ended = read();
    const micros = (ended.time - begun.time) * 1000;
    const server = ended.server - begun.server;
    const generator = ended.generator - begun.generator;
    const others = ended.machine - begun.machine - server - generator;
    return {
      millis: micros / 1000,
      serverMicros: server,
      serverLoad: server / micros,
      generatorLoad: generator / micros,
      othersLoad: Math.max(0, others / micros),
    };
  };
}
