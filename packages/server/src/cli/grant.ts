// `koine grant NAME ROLE`: gives an account a role in the whole chat. The server must not run: the data are its own.
import { existsSync } from "node:fs";
import { readConfig } from "../config.ts";
import { ConfigError } from "../config/config-error.ts";
import { oneOf } from "../config/texts.ts";
import { fold } from "../core/people/names.ts";
import type { Store } from "../core/ports/store.ts";
import { readTyped } from "./flags.ts";

const usage = "usage: koine grant NAME owner|admin|moderator|none [--data DIR]";

export async function grantCommand(args: readonly string[]): Promise<number> {
  const { flags, words } = readTyped(args);
  const [name, role, ...more] = words;
  if (name === undefined || role === undefined || more.length > 0) {
    console.error(usage);
    return 1;
  }
  const wanted = oneOf("owner", "admin", "moderator", "none")(role, "the role");
  const { store: url, data } = readConfig(flags, process.env, process.cwd());
  if (url !== "sqlite:" || !existsSync(data)) {
    throw new ConfigError(
      `there are no accounts in ${url === "sqlite:" ? data : url}: name the server's data with --data`,
    );
  }
  await using store = await open(url, data);
  const account = await store.identities.accountByFolded(fold(name));
  if (!account) {
    throw new ConfigError(
      `there is no account ${name} in ${data}: it must be registered first`,
    );
  }
  const given = wanted === "none" ? undefined : wanted;
  await Promise.all([
    store.identities.setRole(account.id, given),
    store.house.removeReset(account.id),
  ]);
  console.log(
    wanted === "none"
      ? `${account.name} has no role from now on`
      : `${account.name} is ${wanted} from now on`,
  );
  return 0;
}

async function open(url: string, data: string): Promise<Store> {
  const { openStore } = await import("../stores/registry.ts");
  try {
    return await openStore(url, {
      data,
      durability: "full",
      observer: { committed() {} },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`nothing was granted: ${reason}`, { cause });
  }
}
