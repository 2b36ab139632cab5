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

/** Who was to listen at an address. */
interface Listener {
  readonly what: string;
  readonly isClassic: boolean;
  /** The flag that moves it. */
  readonly flag: string;
}

export function startErrorText(error: unknown, config: Config): string {
  if (!(error instanceof Error)) return `koine cannot start: ${String(error)}`;
  const { code, address, hostname, port }: SystemError = error;
  const [line = ""] = error.message.split("\n");
  const host = address ?? hostname;
  if (host === undefined) return `koine cannot start: ${line}`;
  const listeners = listenersAt({ host, port: port ?? 0 }, config);
  const where = port === undefined ? host : addressText({ host, port });
  const flags = listed(listeners.map(({ flag }) => flag));
  const who = whoText(listeners);
  switch (code) {
    case "EADDRINUSE":
      return `${where} is in use (${who}): stop what listens there, or move ${listeners.length > 1 ? "them" : "it"} with ${flags}`;
    case "EACCES":
      return `${where} is not allowed to this user (${who}): choose a port from 1024 up with ${flags}`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${host} is no address of this machine: choose another with ${host === config.host ? "--host" : flags}`;
    default:
      return `koine cannot start: ${line}`;
  }
}

function listenersAt(at: Address, config: Config): readonly Listener[] {
  const all: readonly (Listener & { readonly address: Address })[] = [
    {
      what: "the main port",
      isClassic: false,
      flag: "--port PORT",
      address: config,
    },
    ...config.doors.map((door) => ({
      what: door.dialect,
      isClassic: door.isClassic,
      flag: `--door ${door.dialect}@PORT`,
      address: door,
    })),
    ...(config.metrics
      ? [
          {
            what: "metrics",
            isClassic: false,
            flag: "--metrics PORT",
            address: config.metrics,
          },
        ]
      : []),
  ];
  // Resolving fails before there is a port, and a name was resolved before listening failed.
  const exact = all.filter(
    ({ address }) =>
      address.host === at.host && (at.port === 0 || address.port === at.port),
  );
  if (exact.length > 0) return exact;
  const samePort = all.filter(({ address }) => address.port === at.port);
  return samePort.length > 0 ? samePort : all.slice(0, 1);
}

/** `webchat and riftchat, of --classic` */
function whoText(listeners: readonly Listener[]): string {
  return listeners.every(({ isClassic }) => isClassic)
    ? `${listed(listeners.map(({ what }) => what))}, of --classic`
    : listed(
        listeners.map(({ what, isClassic }) =>
          isClassic ? `${what} of --classic` : what,
        ),
      );
}

function listed(texts: readonly string[]): string {
  return [...new Set(texts)].join(" and ");
}
