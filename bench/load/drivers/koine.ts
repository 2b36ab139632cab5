// Koine's native protocol, as far as the load needs it.
import { Connection } from "../connection.ts";
import { endOf, kinds, type Driver } from "../driver.ts";

const eventsBegin = '{"ev":"';
const repliesBegin = '{"re":';
const textBegins = Buffer.from('"text":"');
const seqBegins = Buffer.from('"seq":');
const r = "r".charCodeAt(0);
const s = "s".charCodeAt(0);
const comma = ",".charCodeAt(0);
const o = "o".charCodeAt(0);

const path = "/ws";
const subprotocol = "koine.1";

/** A connection that has not said hello yet. */
export function openKoine(port: number): Promise<Connection> {
  return Connection.open({ port, path, subprotocol });
}

/** Sends one request and returns the `ok` of its reply. Only while nothing else is awaited on this connection. */
export async function request<T>(
  connection: Connection,
  fields: Readonly<Record<string, unknown>>,
): Promise<T> {
  const reply = connection.next((text) => text.startsWith(repliesBegin));
  connection.send(JSON.stringify({ id: 1, ...fields }));
  const text = await reply;
  const { ok } = JSON.parse(text) as { ok?: T };
  if (ok === undefined)
    throw new Error(`Koine refused ${String(fields["do"])}: ${text}`);
  return ok;
}

export const koine: Driver = {
  path: () => path,
  subprotocol,
  dueTo: "all",

  async enter(connection, { name, room }) {
    await request(connection, { do: "hello", name });
    const joined = await request<{ room: string }>(connection, {
      do: "join",
      room,
    });
    return joined.room;
  },

  // With a key, as every client sends it that wants to be able to say it again.
  say: (room, number, text) =>
    `{"id":${number},"do":"say","room":"${room}","text":"${text}","key":"${number}"}`,

  kindOf(bytes, start) {
    // `{"ev":"said"` or `{"re":12,"ok"`: the field's name, then the first letter of what it holds.
    if (bytes[start + 2] !== r)
      return bytes[start + eventsBegin.length] === s
        ? kinds.delivery
        : kinds.other;
    let at = start + repliesBegin.length;
    while (bytes[at] !== comma) at++;
    return bytes[at + 2] === o ? kinds.acknowledged : kinds.refused;
  },

  textAt: (bytes, start) => endOf(textBegins, bytes, start),
  seqAt: (bytes, start) => endOf(seqBegins, bytes, start),
};
