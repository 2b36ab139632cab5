// The parts of a client, made once and put together. They know each other by what they need only.
import type { Event, Params } from "@koine/protocol";
import { Activity } from "./activity.ts";
import { Connection } from "./connection.ts";
import { Entering } from "./entering.ts";
import { isOut, KoineError } from "./errors.ts";
import { Identity } from "./identity.ts";
import { Incoming } from "./incoming.ts";
import { Joining } from "./joining.ts";
import { Listeners } from "./listeners.ts";
import { Members } from "./members.ts";
import { Memberships } from "./memberships.ts";
import { Mutes } from "./mutes.ts";
import { Notices, type Notice } from "./notices.ts";
import { Older } from "./older.ts";
import { DEFAULTS, type Bounds, type ClientOptions } from "./options.ts";
import { Outbox } from "./outbox.ts";
import { OwnName } from "./own-name.ts";
import type { Kept } from "./pending.ts";
import type { Platform } from "./platform.ts";
import { Reading } from "./reading.ts";
import { Rooms } from "./rooms.ts";
import { Speaking } from "./speaking.ts";
import type { Act } from "./store.ts";
import { webSocketUrl } from "./url.ts";
import { Whispers } from "./whispers.ts";

export interface Parts {
  readonly activity: Activity;
  readonly identity: Identity;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly rooms: Rooms;
  readonly members: Members;
  readonly mutes: Mutes;
  readonly joining: Joining;
  readonly older: Older;
  readonly reading: Reading;
  readonly speaking: Speaking;
  readonly whispers: Whispers;
  readonly notices: Notices;
  readonly hearers: Listeners<Event>;
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
  const { firstEntries, firstWait, longestWait } = bounds;
  const me = (): string => identity.me?.id ?? "";
  const url = webSocketUrl(options.url);
  const hearers = new Listeners<Event>(platform);
  const heeders = new Listeners<Notice>(platform);
  const notices = new Notices(platform, onChange);
  const mutes = new Mutes(platform, (room) => {
    rooms.get(room)?.touch();
    onChange();
  });
  const identity = new Identity({
    platform,
    name: options.name,
    password: options.password,
    token: options.token,
    onChange: onKeep,
    onOther: (id) => {
      outbox.disown(id);
      rooms.disown();
      notices.clear();
      mutes.clear();
    },
    onMuted: (muted) => mutes.told(muted),
  });
  const connection = new Connection({
    url,
    platform,
    firstWait,
    longestWait,
    enter: (link, wasPutOut) => identity.hello(link, wasPutOut),
    onOnline: (link) => {
      memberships.begin(link, identity.isNewcomer);
      activity.begin(link);
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
    send: (room, act, key) => send(connection, rooms, mutes, room, act, key),
    cursor: (room) => rooms.get(room)?.log.cursor ?? 0,
    me,
    onChange: (room) => {
      rooms.get(room)?.touch();
      onKeep();
    },
  });
  const rooms = new Rooms({
    entries: bounds.entries,
    platform,
    me,
    outbox,
    mutes,
    onKeep,
    onChange,
  });
  const activity = new Activity(connection, platform);
  const speaking = new Speaking({ platform, rooms, outbox });
  const asking = { connection, platform, onChange };
  const members = new Members(asking);
  const older = new Older(asking);
  const reading = new Reading(asking);
  const entering = new Entering({
    connection,
    platform,
    rooms,
    outbox,
    members,
    mutes,
    reading,
    firstEntries,
    onChange: onKeep,
    onFresh: (entries) => entries.forEach((entry) => hearers.tell(entry)),
  });
  const joining = new Joining({
    connection,
    platform,
    rooms,
    entering,
    firstEntries,
    me,
  });
  const memberships = new Memberships({
    connection,
    platform,
    entering,
    joining,
    rooms,
    reading,
    most: bounds.rooms,
    me,
    onChange: onKeep,
  });
  const whispers = new Whispers({ connection, platform, identity, joining });
  const incoming = new Incoming({
    platform,
    connection,
    identity,
    rooms,
    entering,
    joining,
    members,
    memberships,
    mutes,
    reading,
    outbox,
    ownName: new OwnName(connection, identity),
    notices,
    hearers,
    heeders,
    onChange,
  });
  return {
    activity,
    identity,
    connection,
    outbox,
    rooms,
    members,
    mutes,
    joining,
    older,
    reading,
    speaking,
    whispers,
    notices,
    hearers,
    heeders,
    url,
  };
}

/** Undefined when the room cannot be spoken in just now. */
function send(
  connection: Connection,
  rooms: Rooms,
  mutes: Mutes,
  id: string,
  act: Act,
  key: string,
): Promise<Kept> | undefined {
  const room = rooms.get(id);
  const link = connection.live;
  if (link === undefined || room?.presence.is !== "here") return undefined;
  const { epoch: _, do: verb, ...rest } = act;
  const params = { ...rest, room: id, key } as Params<typeof verb>;
  const lifted = (kept: Kept): Kept => {
    mutes.lift(id);
    return kept;
  };
  return link.request(verb, params, lifted).catch((error: unknown) => {
    if (error instanceof KoineError && error.code === "muted")
      mutes.refused(id, error.message);
    // Left on another connection, or sent out: the server does not say so unasked.
    if (isOut(error) && room.presence.is === "here")
      rooms.out(room, error, { is: "left" });
    throw error;
  });
}
