// Addresses as an operator writes them: HOST, PORT, [HOST:]PORT, DIALECT@[HOST:]PORT. IPv6 hosts stand in brackets.
import { isIP } from "node:net";
import { dialectNames, type DialectName } from "../dialects/dialect-names.ts";
import { ConfigError, wrong } from "./config-error.ts";
import { unknown } from "./nearest.ts";

export interface Address {
  readonly host: string;
  /** 0 asks for any free port. */
  readonly port: number;
}

export interface DoorConfig extends Address {
  readonly dialect: DialectName;
  /** Whether `--classic` opens it; otherwise the operator named it. */
  readonly isClassic: boolean;
}

const ports = "0 to 65535";

export function readPort(text: string, name: string): number {
  const port = portOf(text);
  if (port === undefined) throw wrong(name, ports, text);
  return port;
}

/** The host without brackets. */
export function readHost(text: string, name: string): string {
  const host = hostOf(text);
  if (host === undefined) {
    throw wrong(name, "a host name or an IP address", text);
  }
  return host;
}

/** Without a host in it, `host` is undefined: the caller knows the one to take. */
export function readAddress(
  text: string,
  name: string,
): { readonly host: string | undefined; readonly port: number } {
  const [, hostText, portText = ""] =
    /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(text) ?? [];
  const host = hostText === undefined ? undefined : hostOf(hostText);
  const port = portOf(portText);
  if (port === undefined || (hostText !== undefined && host === undefined)) {
    throw wrong(
      name,
      `PORT or HOST:PORT (an IPv6 host in brackets, the port ${ports})`,
      text,
    );
  }
  return { host, port };
}

export function readDoor(
  text: string,
  name: string,
): ReturnType<typeof readAddress> & { readonly dialect: DialectName } {
  const [, word, address] = /^([^@]+)@(.+)$/.exec(text) ?? [];
  if (word === undefined || address === undefined) {
    throw wrong(
      name,
      `DIALECT@PORT or DIALECT@HOST:PORT, such as ${dialectNames[0]}@7000`,
      text,
    );
  }
  const dialect = dialectNames.find((known) => known === word);
  if (dialect === undefined) throw dialectUnknown(word, name);
  return { dialect, ...readAddress(address, name) };
}

function dialectUnknown(word: string, name: string): ConfigError {
  return word === "lines"
    ? new ConfigError(
        `${name}: there is no dialect lines yet; rambler@PORT is spoken in lines of text over TCP`,
      )
    : unknown(`${name}: the dialect`, word, dialectNames);
}

/** A host as the Origin of a page names it: lower case, its port only if it is not the scheme's own. */
export function readOrigin(text: string, name: string): string {
  const [, hostText, portText] =
    /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  const host = hostText === undefined ? undefined : hostOf(hostText);
  const port = portText === undefined ? 0 : portOf(portText);
  if (host === undefined || port === undefined) {
    throw wrong(
      name,
      "a host such as chat.example.org or chat.example.org:8443, without https://",
      text,
    );
  }
  return text.toLowerCase();
}

/** As it stands in a URL and on the command line. */
export function addressText({ host, port }: Address): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Where a browser on this machine finds it: what listens everywhere has no address that everyone can open. */
export function openableText({ host, port }: Address): string {
  const near = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return addressText({ host: near, port });
}

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  return port <= 65_535 ? port : undefined;
}

function hostOf(text: string): string | undefined {
  const inBrackets = /^\[(.+)\]$/.exec(text)?.[1];
  if (inBrackets !== undefined) {
    return isIP(inBrackets) === 6 ? inBrackets : undefined;
  }
  const isName =
    text.length <= 253 &&
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(
      text,
    );
  return isName || isIP(text) !== 0 ? text : undefined;
}
