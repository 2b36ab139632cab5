// `npm run docs` writes the protocol's page, its AsyncAPI document and the page of rights; with --check it says what is
// out of date instead.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asyncApi } from "./docs/asyncapi.ts";
import { protocolPage } from "./docs/protocol-page.ts";
import { rightsPage } from "./docs/rights-page.ts";

const folder = join(import.meta.dirname, "../docs");
const files = {
  "protocol.md": protocolPage(),
  "rights.md": rightsPage(),
  "asyncapi.json": `${JSON.stringify(asyncApi(), null, 2)}\n`,
};

const isCheck = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = join(folder, name);
  if (read(path) === text) continue;
  if (isCheck) {
    console.error(
      `docs/${name} is not what its sources say now: run \`npm run docs\`.`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(`docs/${name} written`);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
