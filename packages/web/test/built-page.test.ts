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

  test("asks a phone for at most 44 KB of script", () => {
    const assets = join(pageFolder, "assets");
    const scripts = readdirSync(assets).filter((name) =>
      name.endsWith(".js.gz"),
    );
    expect(scripts.length).toBeGreaterThan(0);
    const sizes = scripts.map(
      (name) => readFileSync(join(assets, name)).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(44 * 1024);
  });
});
