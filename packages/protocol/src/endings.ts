// The closed list of why the server ends a connection, as the event `closing` says it.

/** What each means, and what a client does about it. */
export const endings = {
  banned:
    "You are kept out of the chat. Hello will be refused; it says for how long.",
  locked: "No guests are let in for now. Hello will be refused.",
  revoked:
    "Your session was ended: it was revoked, its token's time is over, or the account has another password. Its token is good no more.",
  idle: "You have asked for nothing for long. Connect again when you need it.",
  too_many:
    "There are as many connections as there may be. Connect again later.",
  bad_frame: "Too many frames in a row were no requests.",
  unavailable: "The server is short of memory. Connect again in a minute.",
  going_away: "The server stops, or starts again. Connect again after a pause.",
} as const satisfies Record<string, string>;

export type Ending = keyof typeof endings;
