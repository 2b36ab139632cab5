// `koine version`, and the version wherever else the command line says it.
import { readFileSync } from "node:fs";

export function versionCommand(): number {
  console.log(version());
  return 0;
}

export function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  const { version: text } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly version: string;
  };
  return text;
}
