// The owner of the chat, at the native door: who keeps order in tests.
import type { TestServer } from "../../support/server.ts";
import { ask, nativeWebSocket } from "./native.ts";
import { enter, type Speaker } from "./speaker.ts";

/** One word, as the doors of lines want it. */
export const PASSWORD = "battery-staple";

/** With an account, the lobby joined. Whoever asks is the first: there is no owner before. */
export async function enterOwner(
  server: TestServer,
  name = "olga",
): Promise<Speaker> {
  const owner = await enter(nativeWebSocket, server, name);
  await ask(owner, "register", { name, password: PASSWORD });
  await ask(owner, "claim", { token: server.ownerToken });
  return owner;
}

export const mute = (owner: Speaker, who: string, reason: string) =>
  ask(owner, "mute", { who, reason });

export const ban = (owner: Speaker, params: object) =>
  ask(owner, "ban", params);

export const lock = (owner: Speaker, guests: "open" | "locked" = "locked") =>
  ask(owner, "rules", { guests });
