// Reads the CPU profiles of `--profile` and tells in which functions a server was.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const shown = 25;

/** One table a profile (the main thread's and each worker's, in a folder for each door): the functions with the most time of their own. */
export async function tellProfiles(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const parts = await Promise.all(
    files
      .filter((file) => file.endsWith(".cpuprofile"))
      .map(async (file) => {
        const text = await readFile(join(folder, file), "utf8");
        return `${file}\n${selfTimes(JSON.parse(text) as Profile)}`;
      }),
  );
  return parts.join("\n\n");
}

function selfTimes(profile: Profile): string {
  const names = new Map(
    profile.nodes.map(({ id, callFrame }) => {
      const { functionName, url, lineNumber } = callFrame;
      const place = url === "" ? "" : ` ${basename(url)}:${lineNumber + 1}`;
      return [
        id,
        `${functionName === "" ? "(anonymous)" : functionName}${place}`,
      ];
    }),
  );
  const micros = new Map<string, number>();
  let all = 0;
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? "?";
    const time = profile.timeDeltas[index] ?? 0;
    all += time;
    micros.set(name, (micros.get(name) ?? 0) + time);
  });
  return [...micros]
    .sort(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([name, time]) => {
      const share = ((time / all) * 100).toFixed(1).padStart(5);
      return `${share} % ${(time / 1000).toFixed(0).padStart(7)} ms  ${name}`;
    })
    .join("\n");
}
