// Asks a server of the bench for Node's view of its memory (see memory-probe.ts).
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

interface Asked {
  readonly pid: number;
  readonly memoryFile: string;
}

/** As it is, garbage included. */
export async function memoryOf(server: Asked): Promise<NodeJS.MemoryUsage> {
  await rm(`${server.memoryFile}.collect`, { force: true });
  return ask(server);
}

/** What the main thread has in use after a collection, in V8's heap and in buffers. */
export async function memoryInUse(server: Asked): Promise<number> {
  await writeFile(`${server.memoryFile}.collect`, "");
  const { heapUsed, external } = await ask(server);
  return heapUsed + external;
}

/** @throws Error when the server has not answered within 10 s. */
async function ask(server: Asked): Promise<NodeJS.MemoryUsage> {
  await rm(server.memoryFile, { force: true });
  process.kill(server.pid, "SIGUSR2");
  for (let tries = 0; tries < 200; tries++) {
    await sleep(50);
    try {
      const text = await readFile(server.memoryFile, "utf8");
      return JSON.parse(text) as NodeJS.MemoryUsage;
    } catch {
      // Not there yet.
    }
  }
  throw new Error(
    "The server did not tell its memory within 10 s: it cannot keep up with the load here. Run it on a machine that is less busy.",
  );
}
