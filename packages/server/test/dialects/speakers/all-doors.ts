// A server with every door open, each on a port of its own.
import { dialectNames } from "../../../src/dialects/dialect-names.ts";
import type { Config } from "../../../src/config.ts";
import { startServer, type TestServer } from "../../support/server.ts";

export function serverWithAllDoors(
  config: Partial<Config> = {},
): Promise<TestServer> {
  // Native is open in any case.
  const doors = dialectNames.filter((name) => name !== "native");
  return startServer({ doors, config });
}
