// Every door's voice. What all doors must do is tried at each of these; a new dialect is one line here.
import { chattypantzJson } from "./chattypantz-json.ts";
import { chattypantzText } from "./chattypantz-text.ts";
import { gtchat } from "./gtchat.ts";
import { nativeTcp, nativeWebSocket } from "./native.ts";
import { ramblerPage, ramblerTerminal } from "./rambler.ts";
import { riftchat } from "./riftchat.ts";
import type { Voice } from "./voice.ts";
import { webchat09, webchat4 } from "./webchat.ts";

export const voices: readonly Voice[] = [
  nativeWebSocket,
  nativeTcp,
  ramblerPage,
  ramblerTerminal,
  webchat09,
  webchat4,
  gtchat,
  chattypantzJson,
  chattypantzText,
  riftchat,
];
