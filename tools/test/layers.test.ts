// Proves that the linter's configuration enforces the layers: plants each forbidden import in a folder of its own.
import { execFile } from "node:child_process";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const source = "packages/server/src";

/** One row of the table of layers: a file, what it may import, and what it may not. */
interface Row {
  readonly file: string;
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
  /** May be imported as types only. */
  readonly types?: readonly string[];
}

const rows: readonly Row[] = [
  {
    file: `${source}/lib/frame.ts`,
    may: ["./bytes.ts", "node:fs", "node:fs/promises"],
    mayNot: ["../core/errors.ts", "../config.ts", "ws", "fs", "typebox"],
  },
  {
    file: `${source}/core/room.ts`,
    may: ["./verbs/say.ts", "../lib/frame.ts", "node:crypto"],
    mayNot: [
      "../stores/memory/store.ts",
      "../api/table.ts",
      "../wires/wire.ts",
      "../dialects/native/dialect.ts",
      "../http/page.ts",
      "../cli/run.ts",
      "../server.ts",
      "../config.ts",
      "./../wires/wire.ts",
      "../lib/../wires/wire.ts",
      "@koine/protocol",
      "ws",
      "node:fs",
      "node:net",
    ],
  },
  {
    file: `${source}/core/verbs/say.ts`,
    may: ["../room.ts", "./join.ts", "../../lib/frame.ts", "node:crypto"],
    mayNot: ["../../wires/wire.ts", "../../server.ts", "node:timers/promises"],
  },
  {
    file: `${source}/stores/sqlite/writer.ts`,
    may: [
      "./schema.ts",
      "../registry.ts",
      "../../core/log.ts",
      "../../lib/frame.ts",
      "node:sqlite",
      "node:worker_threads",
    ],
    mayNot: [
      "../../wires/wire.ts",
      "../../api/table.ts",
      "../../dialects/native/dialect.ts",
      "../../http/page.ts",
      "../../logger.ts",
      "@koine/protocol",
      "ws",
    ],
  },
  {
    file: `${source}/api/table.ts`,
    may: [
      "../core/chat.ts",
      "../lib/frame.ts",
      "@koine/protocol",
      "@koine/protocol/version",
      "typebox",
    ],
    mayNot: [
      "../wires/wire.ts",
      "../stores/registry.ts",
      "../http/page.ts",
      "../dialects/native/dialect.ts",
      "fastify",
      "ws",
    ],
  },
  {
    file: `${source}/wires/websocket.ts`,
    may: ["./wire.ts", "../lib/frame.ts", "ws", "node:http"],
    mayNot: [
      "../core/errors.ts",
      "../api/table.ts",
      "../dialects/native/dialect.ts",
      "@koine/protocol",
      "fastify",
    ],
  },
  {
    file: `${source}/wires/outbox.ts`,
    may: ["./wire.ts", "../lib/frame.ts", "node:net"],
    mayNot: ["ws", "../core/errors.ts"],
  },
  {
    file: `${source}/dialects/rambler/dialect.ts`,
    may: ["./words.ts", "../../core/chat.ts", "../../lib/frame.ts"],
    types: ["../../wires/wire.ts"],
    mayNot: [
      "../native/dialect.ts",
      "../../api/table.ts",
      "../../stores/registry.ts",
      "../../http/page.ts",
      "../../server.ts",
      "@koine/protocol",
      "ws",
    ],
  },
  {
    file: `${source}/dialects/native/dialect.ts`,
    may: [
      "./encode.ts",
      "../../core/chat.ts",
      "../../api/table.ts",
      "../../lib/frame.ts",
      "@koine/protocol",
      "@koine/protocol/version",
    ],
    types: ["../../wires/wire.ts"],
    mayNot: [
      "../rambler/dialect.ts",
      "../../stores/registry.ts",
      "../../http/page.ts",
      "ws",
    ],
  },
  {
    file: `${source}/doors/tcp.ts`,
    may: [
      "./connections.ts",
      "../core/chat.ts",
      "../wires/wire.ts",
      "../dialects/dialect.ts",
      "../lib/frame.ts",
      "ws",
      "node:net",
    ],
    mayNot: [
      "../dialects/native/dialect.ts",
      "../dialects/registry.ts",
      "../stores/registry.ts",
      "../http/page.ts",
      "../api/table.ts",
      "../config.ts",
      "fastify",
    ],
  },
  {
    file: `${source}/http/page.ts`,
    may: [
      "../core/chat.ts",
      "../api/table.ts",
      "../lib/frame.ts",
      "@koine/protocol",
      "@koine/protocol/codes",
      "fastify",
      "@fastify/static",
      "node:fs",
    ],
    mayNot: [
      "../stores/registry.ts",
      "../wires/wire.ts",
      "../dialects/native/dialect.ts",
      "../config.ts",
      "ws",
    ],
  },
  {
    file: `${source}/cli/serve.ts`,
    may: ["../server.ts", "../stores/registry.ts", "pino", "@koine/protocol"],
    mayNot: ["../../../protocol/src/index.ts"],
  },
  {
    file: "packages/protocol/src/verbs/say.ts",
    may: ["./join.ts", "../fields.ts", "typebox"],
    mayNot: [
      "@koine/client",
      "koine",
      "ws",
      "node:fs",
      "../../../server/src/core/errors.ts",
    ],
  },
  {
    file: "packages/client/src/client.ts",
    may: ["./outbox.ts", "@koine/protocol"],
    mayNot: ["typebox", "ws", "preact", "koine", "../../protocol/src/index.ts"],
  },
  {
    file: "packages/web/src/view/app.tsx",
    may: [
      "./room.tsx",
      "../state.ts",
      "../style.css",
      "@koine/client",
      "@koine/protocol",
      "preact",
      "preact/hooks",
      "@preact/signals",
    ],
    mayNot: ["react", "koine", "node:fs", "../../../client/src/index.ts"],
  },
];

/** What the command line and the composition root know, and no layer may import. */
const layers = [
  "api",
  "cli",
  "config",
  "core",
  "dialects",
  "doors",
  "http",
  "lib",
  "stores",
  "wires",
];
const besideLayers = [
  "config.ts",
  "hashing.ts",
  "index.ts",
  "logger.ts",
  "main.ts",
  "server.ts",
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "koine-layers-"));
  await copyFile(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe.each(rows)("$file", ({ file, may, mayNot, types = [] }) => {
  test("may import what its layer may", async () => {
    await plant(file, [
      ...may.map((from) => `export * from ${JSON.stringify(from)};`),
      ...types.map((from) => `export type * from ${JSON.stringify(from)};`),
    ]);
    expect(await lint()).toEqual({ files: 1, refused: [] });
  });

  test("may import nothing else, in any form", async () => {
    const lines = [...mayNot, ...types].map((from, index) => {
      const quoted = JSON.stringify(from);
      if (types.includes(from)) return `export * from ${quoted};`;
      if (index % 3 === 0) return `export type { It } from ${quoted};`;
      return index % 3 === 1
        ? `export const it${index} = await import(${quoted});`
        : `import ${quoted};`;
    });
    await plant(file, lines);
    const { files, refused } = await lint();
    expect(files).toBe(1);
    expect(refused).toEqual(
      lines.map(
        (_, index) => `${file}:${index + 1} eslint(no-restricted-imports)`,
      ),
    );
  });
});

test("a cycle is found, of types too", async () => {
  await plant(`${source}/core/a.ts`, [
    `import type { B } from "./b.ts";`,
    `export interface A { readonly b: B }`,
  ]);
  await plant(`${source}/core/b.ts`, [
    `import type { C } from "./c.ts";`,
    `export interface B { readonly c: C }`,
  ]);
  await plant(`${source}/core/c.ts`, [
    `import type { A } from "./a.ts";`,
    `export interface C { readonly a: A }`,
  ]);
  const { files, refused } = await lint();
  expect(files).toBe(3);
  expect(refused).toEqual(
    ["a", "b", "c"].map(
      (name) => `${source}/core/${name}.ts:1 import(no-cycle)`,
    ),
  );
});

test("every folder and file of the server has its place in the table", async () => {
  const entries = await readdir(join(root, source), { withFileTypes: true });
  const known = new Set([...layers, ...besideLayers]);
  expect(
    entries.map(({ name }) => name).filter((name) => !known.has(name)),
  ).toEqual([]);
});

test("the linter reads every source of the repository", async () => {
  const listed = new Set(
    (await oxlint(root, ["--debug=files"])).split("\n").filter(Boolean),
  );
  const sources = await sourcesUnder("packages", "tools", "bench");
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.filter((file) => !listed.has(file))).toEqual([]);
});

async function plant(file: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join("\n")}\n`);
}

interface Report {
  readonly number_of_files: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

/** How many files the linter read, and what it refused of imports, as `file:line rule`. */
async function lint(): Promise<{ files: number; refused: readonly string[] }> {
  const out = await oxlint(folder, ["--format=json"]);
  const report = JSON.parse(out) as Report;
  const refused = report.diagnostics
    .filter(({ code }) => /no-restricted-imports|no-cycle/.test(code))
    .map(({ code, filename, labels }) => ({
      file: filename,
      line: labels[0]?.span.line ?? 0,
      code,
    }))
    .sort(
      (one, other) =>
        one.file.localeCompare(other.file) || one.line - other.line,
    )
    .map(({ file, line, code }) => `${file}:${line} ${code}`);
  // One import can be against two patterns.
  return { files: report.number_of_files, refused: [...new Set(refused)] };
}

function oxlint(cwd: string, args: readonly string[]): Promise<string> {
  const command = resolve(root, "node_modules/oxlint/bin/oxlint");
  return new Promise((done) => {
    // What it refuses is in its output; its exit code says no more.
    execFile(
      process.execPath,
      [command, ...args],
      { cwd, timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
      (_, stdout) => done(stdout),
    );
  });
}

async function sourcesUnder(...folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map((name) =>
      readdir(join(root, name), { recursive: true }).then((files) =>
        files.map((file) => `${name}/${file}`),
      ),
    ),
  );
  const skipped = /(^|\/)(node_modules|dist|public|results)\//;
  return found
    .flat()
    .filter((file) => /\.tsx?$/.test(file) && !skipped.test(file));
}
