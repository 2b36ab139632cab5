import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { ensurePage, pageFolder } from "../../../tools/page.ts";

describe("the built page", () => {
  beforeAll(ensurePage, 120_000);

  test("has nothing inline that a strict policy would refuse", () => {
    const html = readFileSync(join(pageFolder, "index.html"), "utf8");
    expect(html).toMatch(/<script [^>]*src="\/assets\/[^"]+\.js"><\/script>/);
    expect(html).not.toMatch(/<script[^>]*>[^<]/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test("has each text file compressed beside it", () => {
    const files = readdirSync(pageFolder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:html|js|css|svg|webmanifest)$/.test(file))
      .map((file) => join(pageFolder, file));
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const file of files) {
      const content = readFileSync(file);
      expect(brotliDecompressSync(readFileSync(`${file}.br`))).toEqual(content);
      expect(gunzipSync(readFileSync(`${file}.gz`))).toEqual(content);
    }
  });

  test("asks a phone for at most 42 KB of script, and for 8 more when something is opened", () => {
    const assets = join(pageFolder, "assets");
    const scripts = readdirSync(assets).filter((name) =>
      name.endsWith(".js.gz"),
    );
    const html = readFileSync(join(pageFolder, "index.html"), "utf8");
    const isFirst = (name: string) => html.includes(name.slice(0, -3));
    const sizeOf = (names: readonly string[]) =>
      names
        .map((name) => readFileSync(join(assets, name)).length)
        .reduce((sum, size) => sum + size, 0);
    const first = scripts.filter(isFirst);
    const later = scripts.filter((name) => !isFirst(name));
    expect([first.length, later.length]).toEqual([1, 1]);
    expect(sizeOf(first)).toBeLessThan(42 * 1024);
    expect(sizeOf(later)).toBeLessThan(8 * 1024);
  });
});
