// `koine version`.
import { packageVersion } from "../lib/package-version.ts";

export function versionCommand(): number {
  console.log(packageVersion());
  return 0;
}
