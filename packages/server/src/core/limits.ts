// Every bound of the chat, in one place. Each has its key in the configuration, under [limits].

/** A rate: `perSecond` in the long run, `burst` at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Limits {
  /** Text of one message: code points, and bytes in UTF-8. */
  readonly textCodePoints: number;
  readonly textBytes: number;
  /** One WebSocket frame and one line of a line door, in bytes. */
  readonly frameBytes: number;
  readonly lineBytes: number;
  /** Requests of one connection under way at once; past that its socket is not read. */
  readonly requestsUnderWay: number;
  /** Requests of all connections under way at once; past that each connection has one. */
  readonly requestsUnderWayInAll: number;
  /** Connections of one address at once; loopback is not counted. */
  readonly connectionsPerAddress: number;
  /** Connections of all doors together at once. */
  readonly connections: number;
  /** Rooms one session may be present in at once. */
  readonly roomsPerSession: number;
  /** Rooms that the guests of one address may make in an hour; loopback is not counted. */
  readonly roomsMadePerHour: number;
  /** Rooms there may be in all; private and direct ones are not counted. */
  readonly rooms: number;
  /** Rooms one person may be a member of; direct ones are not counted. */
  readonly memberships: number;
  /** Private rooms one person may own. */
  readonly privateRooms: number;
  /** Invitations of one person that wait for an answer; of more the oldest of whoever has invited him most often goes. */
  readonly invitations: number;
  /** Direct rooms that one session has open at once. */
  readonly directRooms: number;
  /** Says of one identity, over all its sessions. */
  readonly says: Rate;
  /** All other verbs of one identity together. */
  readonly verbs: Rate;
  /** New guests of one address; loopback is not counted. */
  readonly hellos: Rate;
  /** Failed logins of one address, and those on one account's name. */
  readonly logins: Rate;
  /** New accounts of one address; loopback is not counted. */
  readonly registrations: Rate;
  /** Refusals of one connection; past that each is answered a second later. */
  readonly refusals: Rate;
  /** Members above which joins and leaves of a room are told together, and the list is not sent unasked. */
  readonly bigRoom: number;
  /** What one dialect's clients pass on among themselves (a picture), in bytes. */
  readonly passBytes: number;
}

export const defaultLimits: Limits = {
  textCodePoints: 4_000,
  textBytes: 16 * 1024,
  frameBytes: 64 * 1024,
  lineBytes: 32 * 1024,
  requestsUnderWay: 128,
  requestsUnderWayInAll: 4_096,
  connectionsPerAddress: 256,
  connections: Infinity,
  roomsPerSession: 500,
  roomsMadePerHour: 10,
  rooms: Infinity,
  memberships: 500,
  privateRooms: 200,
  invitations: 200,
  directRooms: 200,
  says: { perSecond: 10, burst: 40 },
  verbs: { perSecond: 20, burst: 100 },
  hellos: { perSecond: 2, burst: 60 },
  logins: { perSecond: 0.2, burst: 20 },
  registrations: { perSecond: 0.05, burst: 20 },
  refusals: { perSecond: 20, burst: 500 },
  bigRoom: 200,
  passBytes: 48 * 1024,
};

/** `--limits off`: rates and counts go, sizes stay. */
export function withoutRates(limits: Limits): Limits {
  const free: Rate = { perSecond: Infinity, burst: Infinity };
  return {
    ...limits,
    connectionsPerAddress: Infinity,
    connections: Infinity,
    roomsPerSession: Infinity,
    roomsMadePerHour: Infinity,
    rooms: Infinity,
    memberships: Infinity,
    privateRooms: Infinity,
    invitations: Infinity,
    directRooms: Infinity,
    says: free,
    verbs: free,
    hellos: free,
    logins: free,
    registrations: free,
    refusals: free,
  };
}
