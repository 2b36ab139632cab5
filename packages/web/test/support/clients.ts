// People who are not at a window: bots on the page's server, by the client itself.
import { Client, type ClientState } from "@koine/client";

/** Someone who is in the chat until the test's end. */
export async function guest(url: string, name: string): Promise<Client> {
  const client = new Client({ url, name });
  await client.start();
  return client;
}

/** Makes an account, and leaves. */
export async function account(
  url: string,
  name: string,
  password: string,
): Promise<void> {
  const client = new Client({ url });
  await client.register(name, password);
  client.close();
}

export function until(
  client: Client,
  holds: (state: ClientState) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(client.state)) return;
      end();
      resolve();
    };
    const end = client.subscribe(look);
    look();
  });
}
