// The stores by the scheme of their URL, each loaded only when it is asked for. Used by the composition root.
import type { Store } from "../core/ports/store.ts";
import type { StoreOptions } from "./options.ts";

type Open = (rest: string, options: StoreOptions) => Promise<Store>;

const stores: Readonly<Record<string, () => Promise<Open>>> = {
  sqlite: async () => (await import("./sqlite/store.ts")).openSqlite,
  memory: async () => (await import("./memory/store.ts")).openMemory,
};

/** @throws Error with a text for the operator when the URL is not known or the store cannot be opened. */
export async function openStore(
  url: string,
  options: StoreOptions,
): Promise<Store> {
  const colon = url.indexOf(":");
  const scheme = colon === -1 ? url : url.slice(0, colon);
  const load = Object.hasOwn(stores, scheme) ? stores[scheme] : undefined;
  if (colon === -1 || load === undefined) {
    const known = Object.keys(stores).map((name) => `${name}:`);
    throw new Error(
      `There is no store "${url}". Give one of these: ${known.join(", ")}`,
    );
  }
  const open = await load();
  return open(url.slice(colon + 1), options);
}
