// A RiftChat client as the original is one, for tests over real sockets.
import type { TestServer } from "../../support/server.ts";
import { openBlocks, type BlocksCarrier } from "../speakers/blocks.ts";

export class RiftchatClient {
  readonly carrier: BlocksCarrier;
  /** What it was called when it connected. */
  readonly name: string;

  constructor(carrier: BlocksCarrier, name: string) {
    this.carrier = carrier;
    this.name = name;
  }

  /** What was told behind the greeting. */
  get told(): readonly string[] {
    return this.carrier.told.slice(2);
  }

  /** The texts that were told, with their authors. */
  get heard(): readonly (readonly [author: string, text: string])[] {
    return this.told.flatMap((frame) => {
      const { message } = JSON.parse(frame) as {
        message?: { username: string; message: string };
      };
      return message === undefined ? [] : [[message.username, message.message]];
    });
  }

  say(message: unknown): void {
    this.carrier.send(JSON.stringify({ code: 100, message }));
  }

  rename(username: unknown): void {
    this.carrier.send(JSON.stringify({ code: 101, username }));
  }

  tells(frame: string): Promise<void> {
    return this.carrier.until(() => this.told.includes(frame));
  }

  hears(author: string, text: string): Promise<void> {
    return this.carrier.until(() =>
      this.heard.some(([by, said]) => by === author && said === text),
    );
  }
}

/** Connects and is greeted. With `staysOpen` it does not go when the server ends the connection. */
export async function riftchatClient(
  server: TestServer,
  staysOpen = false,
): Promise<RiftchatClient> {
  const carrier = await openBlocks(server.door("riftchat"), staysOpen);
  await carrier.until(() => carrier.told.length >= 2);
  const { new: name } = JSON.parse(carrier.told[0] ?? "") as { new: string };
  return new RiftchatClient(carrier, name);
}
