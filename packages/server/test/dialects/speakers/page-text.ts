// Text as it is put into a page.

const ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function forPage(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (one) => ENTITIES[one as keyof typeof ENTITIES],
  );
}

/** What the page shows. */
export function ofPage(html: string): string {
  let text = html.replaceAll("&#x27;", "'");
  for (const [one, entity] of Object.entries(ENTITIES).toReversed())
    text = text.replaceAll(entity, one);
  return text;
}
