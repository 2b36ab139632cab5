// A server with every door open, each on a port of its own.
import { dialectNames } from "../../../src/dialects/dialect-names.ts";
import {
  startServer,
  type ServerOptions,
  type TestServer,
} from "../../support/server.ts";

export function serverWithAllDoors(
  options: Omit<ServerOptions, "doors"> = {},
): Promise<TestServer> {
  // Native is open in any case.
  const doors = dialectNames.filter((name) => name !== "native");
  return startServer({ ...options, doors });
}
