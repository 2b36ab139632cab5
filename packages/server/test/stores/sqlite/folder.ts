// Folders for the data of the SQLite store's tests, and the store in them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import type { Store } from "../../../src/core/ports/store.ts";
import type { StoreOptions } from "../../../src/stores/options.ts";
import { openSqlite } from "../../../src/stores/sqlite/store.ts";

export function temporaryFolder(): { path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "koine-store-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { path: folder, remove };
}

/** Removed at the end of the test. */
export function newFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

/** `sweepEveryMs`: it sweeps at another pace than its own. */
export function openIn(
  data: string,
  options: Partial<StoreOptions> = {},
  sweepEveryMs?: number,
): Promise<Store> {
  const all = {
    data,
    durability: "normal" as const,
    observer: { committed: () => {} },
    ...options,
  };
  return sweepEveryMs === undefined
    ? openSqlite("", all)
    : openSqlite("", all, { sweepEveryMs });
}

/** The file beside the store, with a connection of one's own. */
export function withDatabase<T>(
  data: string,
  use: (database: DatabaseSync) => T,
): T {
  using database = new DatabaseSync(path.join(data, "koine.db"));
  return use(database);
}
