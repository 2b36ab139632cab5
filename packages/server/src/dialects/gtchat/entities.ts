// The five entities. GTChat's page writes text with them and shows text that has them as HTML, so that text to this door
// is encoded and text from it decoded.
export { escapeHtml as encodeEntities } from "../../lib/escape-html.ts";

const CHARACTER_OF: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#039;": "'",
  "&#x27;": "'",
  "&apos;": "'",
};

/** Once: `&amp;lt;` becomes `&lt;`. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:amp|lt|gt|quot|apos|#0?39|#x27);/g,
    (entity) => CHARACTER_OF[entity] ?? entity,
  );
}
