// A message's text: as it was typed, with web addresses as links. Only text nodes and anchors, never markup.
import type { JSX } from "preact";
import { piecesOf } from "../lib/links.ts";

const fewEmoji = /^(?:\p{RGI_Emoji}\s*){1,4}$/v;

export function Text({ text }: { text: string }): JSX.Element {
  const isEmoji = text.length <= 64 && fewEmoji.test(text);
  return (
    <div class={isEmoji ? "text emoji" : "text"} dir="auto">
      {piecesOf(text).map((piece) =>
        piece.href ? (
          <a
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}
