// Why the server ends a connection: a closed list, for programs. What people are told goes beside it.

/** Those that are because of whom the session is of: another hello as the same is of no use. */
export type PutOutEnding = "banned" | "locked" | "revoked";

export type Ending =
  | PutOutEnding
  | "idle"
  | "too_many"
  | "bad_frame"
  | "unavailable"
  | "going_away";
