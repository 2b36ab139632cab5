#!/usr/bin/env node
// The command `koine`. Imports nothing before it knows that this Node can load the rest.
const needed = 24;

if (Number.parseInt(process.versions.node, 10) < needed) {
  process.stderr.write(
    `koine needs Node ${needed} or newer; this is Node ${process.versions.node} at ${process.execPath}. ` +
      "Install a current Node, and see that it comes first in PATH.\n",
  );
  process.exit(1);
}

const { run } = await import("./cli/run.ts");
process.exit(await run(process.argv.slice(2)));
