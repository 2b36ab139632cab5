// The bounds that the ports of the core set for every store.

/** Entries of one read or page, texts and reactors of one message. */
export const mostEntries = 1_000;
/** Corrections of one message: whoever deletes it waits for all to be overwritten. */
export const mostEdits = 1_000;
/** Kinds of reactions to one message. */
export const mostReactions = 50;
/** Tokens of one identity. */
export const mostTokens = 50;
/** Direct rooms of one person that are kept as his. */
export const mostDirects = 500;
/** Of so many newest entries of a direct room is sought what somebody said there last himself, when it comes back to him. */
export const mostOwnSought = 1_000;
/** Guests forgotten in one call. */
export const mostForgotten = 1_000;
/** Mentions of one person in one room that are counted. */
export const mostMentions = 1_000;
/** Bans and mutes. */
export const mostSanctions = 10_000;
/** Records of what was done to keep order: in one room, in all rooms together, and in the whole chat. */
export const mostAudited = { ofRoom: 1_000, ofRooms: 50_000, ofChat: 50_000 };

/** What was asked for, within 0 and the most. */
export function atMost(limit: number, most: number): number {
  return Math.max(0, Math.min(limit, most));
}
