// What a store returns may be of another version, cut off or written by hand: only what makes sense is taken.
import type { Person } from "./state.ts";
import type { Act, Saved, SavedMessage, SavedRoom } from "./store.ts";

export function readSaved(value: unknown): Saved {
  const { me, rooms, unsent } = fields(value);
  const known = list(rooms).flatMap(readRoom);
  const ids = new Set(known.map(({ id }) => id));
  return {
    ...readMe(me),
    rooms: known,
    unsent: list(unsent)
      .flatMap(readMessage)
      // In a room that is not there it could be neither seen nor sent.
      .filter(({ room }) => ids.has(room)),
  };
}

function readMe(value: unknown): Pick<Saved, "me"> {
  const { id, name, token, isAccount } = fields(value);
  if (!isText(id) || !isText(name)) return {};
  return {
    me: {
      id,
      name,
      ...(isText(token) ? { token } : {}),
      ...(isAccount === true ? { isAccount } : {}),
    },
  };
}

function readRoom(value: unknown): SavedRoom[] {
  const { id, title, people } = fields(value);
  if (!isText(id) || !isText(title)) return [];
  return Array.isArray(people)
    ? [{ id, title, people: people.flatMap(readPerson) }]
    : [{ id, title }];
}

function readPerson(value: unknown): Person[] {
  const { id, name } = fields(value);
  return isText(id) && isText(name) ? [{ id, name }] : [];
}

function readMessage(value: unknown): SavedMessage[] {
  const { key, room, at, sentAs, failed } = fields(value);
  const act = readAct(fields(value));
  if (!isText(key) || !isText(room) || act === undefined) return [];
  const { code, message } = fields(failed);
  return [
    {
      ...act,
      key,
      room,
      at: typeof at === "number" ? at : 0,
      ...(isText(sentAs) ? { sentAs } : {}),
      ...(isText(code) && isText(message) ? { failed: { code, message } } : {}),
    },
  ];
}

/** What is about another message means nothing without its log. */
function readAct(from: Record<string, unknown>): Act | undefined {
  const { do: verb = "say", text, seq, reply, epoch, reaction, on } = from;
  const about =
    isText(epoch) && typeof seq === "number" ? { seq, epoch } : null;
  if (verb === "say" && isText(text))
    return isText(epoch) && typeof reply === "number"
      ? { do: verb, text, reply, epoch }
      : { do: verb, text };
  if (about === null) return undefined;
  if (verb === "edit" && isText(text)) return { do: verb, text, ...about };
  if (verb === "delete") return { do: verb, ...about };
  return verb === "react" && isText(reaction) && typeof on === "boolean"
    ? { do: verb, reaction, on, ...about }
    : undefined;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
