// A database whose files may no longer be written: provoked with the file system's immutable mark, which holds for
// root and for files that are open already. Setting it needs root and a file system that has it.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { codeOf, upTo } from "../../support/chat.ts";
import { ann, bob, makeRoom, said, textOf } from "../contract/world.ts";
import { newFolder, openIn, temporaryFolder } from "./folder.ts";

function mark(sign: "+" | "-", files: readonly string[]): void {
  execFileSync("chattr", [`${sign}i`, ...files], { stdio: "ignore" });
}

function canMark(): boolean {
  const folder = temporaryFolder();
  const file = path.join(folder.path, "file");
  writeFileSync(file, "");
  try {
    mark("+", [file]);
    mark("-", [file]);
    return true;
  } catch {
    return false;
  } finally {
    folder.remove();
  }
}

test.skipIf(!canMark())(
  "files that became read-only: each write is refused to its author, reads go on, and writes do when the files let them",
  async () => {
    const data = newFolder();
    const troubles: string[] = [];
    const store = await openIn(data, {
      onTrouble: (text) => troubles.push(text),
    });
    onTestFinished(() => store[Symbol.asyncDispose]());
    const room = await makeRoom(store, "kitchen");
    await store.log.append(room, said(ann, "before", "k1"));
    // Not the shared index beside them: it is memory, mapped, and goes on being written.
    const files = ["koine.db", "koine.db-wal"].map((name) =>
      path.join(data, name),
    );

    mark("+", files);
    try {
      const codes = await Promise.all([
        codeOf(store.log.append(room, said(ann, "lost", "k2"))),
        codeOf(store.log.append(room, said(bob, "lost too", "k3"))),
      ]);
      expect(codes).toEqual(["unavailable", "unavailable"]);
      expect(troubles).not.toEqual([]);
      const page = await store.log.page(room, Infinity, 10);
      expect(page.map(textOf)).toEqual(["before"]);
    } finally {
      mark("-", files);
    }

    await store.log.append(room, said(ann, "after", "k2"));
    const page = await store.log.page(room, Infinity, 10);
    expect(page.map(textOf)).toEqual(["before", "after"]);
    expect(page.map(({ seq }) => seq)).toEqual(upTo(2));
  },
);
