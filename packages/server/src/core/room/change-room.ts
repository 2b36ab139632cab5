// Does what was asked to be changed of a room: in its log, in the store, and here; and tells those whom it concerns.
import type { Chat } from "../chat.ts";
import type { Extra, Live, Person, RoomKind } from "../entries.ts";
import { appendAs } from "../messages/messages.ts";
import { putAnonymousOut } from "../house/put-anonymous-out.ts";
import { foldedAs, tellAccess } from "./room-access.ts";
import type { Room } from "./room.ts";
import type { Session } from "../session.ts";
import type { RoomChange } from "../ports/room-store.ts";
import { asSeen } from "../verbs/invite.ts";

/** What is undefined stays. */
export interface Wanted {
  readonly title?: string | undefined;
  /** "" for none, and so is the description. */
  readonly topic?: string | undefined;
  readonly description?: string | undefined;
  /** 0: as many as like. Who is in it stays. */
  readonly most?: number | undefined;
  /** Who is in it stays, save Anonymous in a private room. */
  readonly access?: "public" | "closed" | "private" | undefined;
  readonly archived?: boolean | undefined;
}

/**
 * To be called alone among the acts in the room; right and sense were looked at. Of several parts each is told as soon as
 * it is kept. @throws ChatError `room_exists` when another took the title meanwhile, `no_such_room`, `unavailable`
 */
export async function applyChange(
  chat: Chat,
  session: Session,
  room: Room,
  wanted: Wanted,
  extra: Extra | undefined,
): Promise<void> {
  const doing = new Doing(chat, session, room, extra);
  const { title = room.title } = wanted;
  // Nobody learns what a room is called that is private from now on.
  const isHiddenFirst = wanted.access === "private";
  if (isHiddenFirst) await doing.record(wanted, title);
  if (title !== room.title) await doing.title(title);
  await Promise.all([
    wanted.topic === undefined || doing.topic(wanted.topic),
    isHiddenFirst || doing.record(wanted, title),
  ]);
}

class Doing {
  readonly #chat: Chat;
  readonly #session: Session;
  readonly #room: Room;
  readonly #live: Live;
  readonly #by: Person;

  constructor(
    chat: Chat,
    session: Session,
    room: Room,
    extra: Extra | undefined,
  ) {
    this.#chat = chat;
    this.#session = session;
    this.#room = room;
    this.#live = { extra, origin: session.id };
    this.#by = asSeen(room, session);
  }

  async title(title: string): Promise<void> {
    const { id, kind, title: was } = this.#room;
    const folded = foldedAs(kind, id, title);
    // A private room's title is its members'.
    const note = kind === "private" ? "" : `${was} -> ${title}`;
    const [appended] = await Promise.all([
      this.#append({ kind: "titled", text: title, folded }),
      this.#audit("title", note),
    ]);
    this.#room.follow(appended.entry);
  }

  async topic(topic: string): Promise<void> {
    if (topic === this.#room.topic) return;
    const { entry } = await this.#append({ kind: "topic", text: topic });
    this.#room.follow(entry);
  }

  async record(wanted: Wanted, title: string): Promise<void> {
    const { description, most, access: kind, archived: isArchived } = wanted;
    const room = this.#room;
    const was = room.kind;
    const folded = foldedAs(kind ?? was, room.id, title);
    const change: RoomChange = {
      ...(description === undefined ? {} : { description }),
      ...(most === undefined ? {} : { most }),
      ...(isArchived === undefined ? {} : { isArchived }),
      ...(kind === undefined ? {} : { kind }),
      ...(folded === room.folded || kind === undefined ? {} : { folded }),
    };
    if (Object.keys(change).length === 0) return;
    // That a room became private is its members', like what is done there since.
    const isHidden = was === "private" || kind === "private";
    const archiving = isArchived === true ? "archive" : "unarchive";
    await Promise.all([
      this.#chat.store.rooms.change(room.id, change),
      kind &&
        kind !== was &&
        this.#audit("access", `${was} -> ${kind}`, isHidden),
      isArchived !== undefined && this.#audit(archiving, ""),
    ]);
    room.description = description ?? room.description;
    room.most = most ?? room.most;
    room.isArchived = isArchived ?? room.isArchived;
    if (kind !== undefined) this.#open(kind, folded);
    this.#tell(wanted, was);
  }

  #open(kind: RoomKind, folded: string): void {
    const room = this.#room;
    room.kind = kind;
    room.folded = folded;
    this.#chat.rooms.moved(room.id);
    if (kind === "private")
      putAnonymousOut(this.#chat, room, this.#by, this.#live);
  }

  #tell({ description, most, access, archived }: Wanted, was: RoomKind): void {
    const room = this.#room;
    const told = { ...this.#live, by: this.#by };
    const { id, kind, isArchived } = room;
    if (most !== undefined)
      room.notify({ ...told, kind: "bounded", room: id, most, access: kind });
    if (access !== undefined) tellAccess(this.#chat, room, was, told);
    if (description === undefined && archived === undefined) return;
    const { description: now } = room;
    const about = { room: id, description: now, isArchived };
    room.notify({ ...told, kind: "described", ...about });
  }

  #append(draft: Parameters<typeof appendAs>[3]) {
    const { extra } = this.#live;
    return appendAs(this.#chat, this.#session, this.#room, draft, { extra });
  }

  #audit(act: string, note: string, isPrivate?: boolean): Promise<void> {
    const of = { by: this.#by, act, room: this.#room, note };
    return this.#chat.audit(
      isPrivate === undefined ? of : { ...of, isPrivate },
    );
  }
}
