// Every dialect by the name that `--door` calls it. A new dialect is one line here.
import { openChattypantz } from "./chattypantz/chattypantz.ts";
import type { DialectName } from "./dialect-names.ts";
import type { OpenDialect } from "./dialect.ts";
import { openGtchat } from "./gtchat/gtchat.ts";
import { openNative } from "./native/native.ts";
import { openRambler } from "./rambler/rambler.ts";
import { openRiftchat } from "./riftchat/riftchat.ts";
import { openWebchat } from "./webchat/webchat.ts";

export const dialects: Readonly<Record<DialectName, OpenDialect>> = {
  native: openNative,
  rambler: openRambler,
  webchat: openWebchat,
  gtchat: openGtchat,
  chattypantz: openChattypantz,
  riftchat: openRiftchat,
};
