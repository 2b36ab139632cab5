// A message's text as its author has formatted it. Only elements and text nodes made here, never markup.
import { format, type Kind, type Piece } from "@koine/client/format";
import type { ComponentChildren, JSX } from "preact";
import { mentionPieces, type Mentioned } from "../lib/mentions.ts";

const fewEmoji = /^(?:\p{RGI_Emoji}\s*){1,4}$/v;

interface Props {
  readonly text: string;
  readonly mentions?: readonly Mentioned[] | undefined;
  readonly isEdited?: boolean | undefined;
}

export function Text({
  text,
  mentions = [],
  isEdited = false,
}: Props): JSX.Element {
  const isEmoji = text.length <= 64 && fewEmoji.test(text);
  return (
    <div class={isEmoji ? "text emoji" : "text"} dir="auto">
      {format(text).map((piece) => draw(piece, mentions))}
      {isEdited && <small class="edited"> (edited)</small>}
    </div>
  );
}

const elements = {
  bold: "b",
  italic: "i",
  strike: "s",
  code: "code",
  block: "pre",
  quote: "blockquote",
  list: "ul",
  item: "li",
} as const satisfies Record<Kind, string>;

function draw(piece: Piece, mentions: readonly Mentioned[]): ComponentChildren {
  if (piece.is === "mark") return null;
  if (piece.is === "text") return spoken(piece.text, mentions);
  if (piece.is === "link")
    return (
      <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.children.map((child) => draw(child, []))}
      </a>
    );
  const Element = elements[piece.is];
  // In code nobody is spoken to.
  const isCode = piece.is === "code" || piece.is === "block";
  const inside = isCode ? [] : mentions;
  return (
    <Element>{piece.children.map((child) => draw(child, inside))}</Element>
  );
}

function spoken(
  text: string,
  mentions: readonly Mentioned[],
): ComponentChildren {
  return mentionPieces(text, mentions).map((piece) =>
    piece.mentions ? (
      <span class={piece.mentions.isMe ? "mention own" : "mention"}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}
