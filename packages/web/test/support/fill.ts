// Says many lines in a room at once, past the page, so that there is something to scroll through.
import { Client } from "@koine/client";

/** Resolves when all are kept. */
export async function fill(
  url: string,
  room: string,
  texts: readonly string[],
): Promise<void> {
  const client = new Client({ url, name: "filler" });
  await client.start();
  const { id } = await client.join(room);
  // Less at a time than the client keeps waiting.
  for (let i = 0; i < texts.length; i += 50) {
    const some = texts.slice(i, i + 50);
    await Promise.all(some.map((text) => client.say(id, text).kept));
  }
  client.close();
}
