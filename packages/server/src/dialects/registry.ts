// Every dialect by the name that `--door` calls it. A new dialect is one line here.
import type { Dialect } from "./dialect.ts";
import { native } from "./native/native.ts";

export const dialects: Readonly<Record<string, Dialect>> = { native };
