// The dialects by name, known without loading one: the configuration reads them, and the registry is typed by them.

export const dialectNames = [
  "native",
  "rambler",
  "webchat",
  "gtchat",
  "chattypantz",
  "riftchat",
] as const;

export type DialectName = (typeof dialectNames)[number];

/**
 * How those that are spoken over plain TCP cut it. By that, and by what a client sends first, dialects share an address: one
 * of each cut, and any that are spoken over HTTP.
 */
export const tcpCuts: Readonly<
  Partial<Record<DialectName, "lines" | "blocks">>
> = { native: "lines", rambler: "lines", riftchat: "blocks" };
