// The native dialect, koine.1: JSON requests, replies and events, a WebSocket frame or a line each.
import type { Dialect } from "../dialect.ts";
import { NativeConversation } from "./conversation.ts";
import { encode } from "./encode.ts";

export const native: Dialect = {
  name: "native",
  encode,
  converse: (context, wire) => new NativeConversation(native, context, wire),
};
