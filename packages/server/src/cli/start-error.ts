// Says in one line why the server did not start, and which flag helps. `koine serve` prints it.
import { addressText, type Address } from "../config/addresses.ts";
import type { Config } from "../config.ts";

/** What listening and resolving fail with. */
interface SystemError extends Error {
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
}

export function startErrorText(error: unknown, config: Config): string {
  if (!(error instanceof Error)) return `koine cannot start: ${String(error)}`;
  const { code, address, hostname, port }: SystemError = error;
  const [line = ""] = error.message.split("\n");
  const host = address ?? hostname;
  if (host === undefined) return `koine cannot start: ${line}`;
  const flag = flagFor({ host, port: port ?? 0 }, config);
  const where = port === undefined ? host : addressText({ host, port });
  switch (code) {
    case "EADDRINUSE":
      return `${where} is in use: stop what listens there or choose another with ${flag}`;
    case "EACCES":
      return `${where} is not allowed to this user: choose a port from 1024 up with ${flag}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${host} is no address of this machine: choose another with ${flag === "--port" ? "--host" : flag}`;
    default:
      return `koine cannot start: ${line}`;
  }
}

function flagFor({ host, port }: Address, config: Config): string {
  // Resolving fails before there is a port.
  const isIt = (address: Address) =>
    port === 0 ? address.host === host : address.port === port;
  if (isIt(config)) return "--port";
  if (config.metrics && isIt(config.metrics)) return "--metrics";
  return config.doors.some(isIt) ? "--door" : "--port";
}
