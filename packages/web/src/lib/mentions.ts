// Where a text speaks to someone, to be shown so. Whom it speaks to is the server's word; here only the place is found.

export interface Mentioned {
  readonly name: string;
  /** This person, or everyone here. */
  readonly isMe: boolean;
}

export interface MentionPiece {
  readonly text: string;
  readonly mentions?: Mentioned;
}

/** The text in pieces: joined together they are the text again. Of several names that fit, the longest is meant. */
export function mentionPieces(
  text: string,
  whom: readonly Mentioned[],
): readonly MentionPiece[] {
  if (whom.length === 0) return [{ text }];
  const names = [...whom].sort((a, b) => b.name.length - a.name.length);
  const folded = text.toLowerCase();
  // Folding may change the length; then places do not agree, and nothing is marked.
  if (folded.length !== text.length) return [{ text }];
  const pieces: MentionPiece[] = [];
  let end = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < end || inWord.test(text[at - 1] ?? " ")) continue;
    const mentions = names.find(
      ({ name }) =>
        folded.startsWith(name.toLowerCase(), at + 1) &&
        !inName.test(text[at + 1 + name.length] ?? " "),
    );
    if (!mentions) continue;
    if (at > end) pieces.push({ text: text.slice(end, at) });
    end = at + 1 + mentions.name.length;
    pieces.push({ text: text.slice(at, end), mentions });
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

const inWord = /[\p{L}\p{N}@/\\=&#]/u;
const inName = /[\p{L}\p{N}]/u;
