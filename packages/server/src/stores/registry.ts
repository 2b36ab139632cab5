// The stores by the scheme of their URL, each loaded only when it is asked for. Used by the composition root.
import type { CommitObserver, Store } from "../core/store.ts";

export interface StoreOptions {
  /** Where stores that keep files keep them; made when missing. */
  readonly data: string;
  /** `full`: a commit is on the disk before it is acknowledged. `normal`: it survives a crash of the program only. */
  readonly durability: "full" | "normal";
  readonly observer: CommitObserver;
  /** Told what went wrong inside the store, in words for the operator's log. */
  readonly onTrouble?: ((text: string) => void) | undefined;
}

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
