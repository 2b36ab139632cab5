// The parts of a client, made once and put together. They know each other by what they need only.
import type { EntryEvent } from "@koine/protocol";
import { Connection } from "./connection.ts";
import { Directs } from "./directs.ts";
import { isOut } from "./errors.ts";
import { Identity } from "./identity.ts";
import { Incoming } from "./incoming.ts";
import { Joining } from "./joining.ts";
import { Listeners } from "./listeners.ts";
import { Members } from "./members.ts";
import { Notices, type Notice } from "./notices.ts";
import { DEFAULTS, type Bounds, type ClientOptions } from "./options.ts";
import { Outbox } from "./outbox.ts";
import { OwnName } from "./own-name.ts";
import type { Kept } from "./pending.ts";
import type { Platform } from "./platform.ts";
import { Rooms } from "./rooms.ts";
import { webSocketUrl } from "./url.ts";
import { Whispers } from "./whispers.ts";

export interface Parts {
  readonly identity: Identity;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly rooms: Rooms;
  readonly members: Members;
  readonly joining: Joining;
  readonly whispers: Whispers;
  readonly notices: Notices;
  readonly hearers: Listeners<EntryEvent>;
  readonly heeders: Listeners<Notice>;
  /** The server's WebSocket. */
  readonly url: string;
}

export interface PartsEnds {
  /** Something that is shown has changed. */
  readonly onChange: () => void;
  /** Something that is shown and saved has changed. */
  readonly onKeep: () => void;
}

export function makeParts(
  options: ClientOptions,
  platform: Platform,
  { onChange, onKeep }: PartsEnds,
): Parts {
  const bounds: Bounds = { ...DEFAULTS, ...options.bounds };
  const me = (): string => identity.me?.id ?? "";
  const url = webSocketUrl(options.url);
  const hearers = new Listeners<EntryEvent>(platform);
  const heeders = new Listeners<Notice>(platform);
  const notices = new Notices(platform, onChange);
  const identity = new Identity({
    platform,
    name: options.name,
    password: options.password,
    token: options.token,
    onChange: onKeep,
    onOther: (id) => {
      outbox.disown(id);
      rooms.dropDirects();
      notices.clear();
    },
  });
  const connection = new Connection({
    url,
    platform,
    firstWait: bounds.firstWait,
    longestWait: bounds.longestWait,
    enter: (link) => identity.hello(link),
    onOnline: (link) => {
      joining.enterAll(link);
      directs.ask(link, identity.isNewcomer);
    },
    onEvent: (event) => incoming.receive(event),
    onState: (state) => {
      if (state.is !== "online") rooms.away();
      onChange();
    },
  });
  const outbox = new Outbox({
    most: bounds.pending,
    platform,
    send: (room, text, key) => say(connection, rooms, room, text, key),
    cursor: (room) => rooms.get(room)?.cursor ?? 0,
    me,
    onChange: (room) => {
      rooms.get(room)?.touch();
      onKeep();
    },
  });
  const rooms = new Rooms({
    entries: bounds.entries,
    outbox,
    onChange: onKeep,
  });
  const members = new Members({ connection, platform, onChange });
  const joining = new Joining({
    connection,
    platform,
    rooms,
    outbox,
    members,
    firstEntries: bounds.firstEntries,
    me,
    onChange: onKeep,
    onFresh: (entries) => entries.forEach((entry) => hearers.tell(entry)),
  });
  const directs = new Directs({ connection, platform, joining, me });
  const whispers = new Whispers({ connection, platform, identity, joining });
  const incoming = new Incoming({
    platform,
    connection,
    identity,
    rooms,
    joining,
    members,
    outbox,
    ownName: new OwnName(connection, identity),
    notices,
    hearers,
    heeders,
    onChange,
  });
  return {
    identity,
    connection,
    outbox,
    rooms,
    members,
    joining,
    whispers,
    notices,
    hearers,
    heeders,
    url,
  };
}

/** Undefined when the room cannot be spoken in just now. */
function say(
  connection: Connection,
  rooms: Rooms,
  id: string,
  text: string,
  key: string,
): Promise<Kept> | undefined {
  const room = rooms.get(id);
  const link = connection.live;
  if (link === undefined || room?.presence.is !== "here") return undefined;
  return link.request("say", { room: id, text, key }).catch((error) => {
    // Left on another connection, or sent out: the server does not say so unasked.
    if (isOut(error) && room.presence.is === "here")
      rooms.out(room, error, { is: "left" });
    throw error;
  });
}
