import { describe, expect, test } from "vitest";
import { piecesOf } from "../../src/lib/links.ts";

const linksIn = (text: string) =>
  piecesOf(text).flatMap(({ href }) => (href ? [href] : []));

describe("links in a message", () => {
  test("web addresses become links, the rest stays text", () => {
    expect(piecesOf("see https://example.org/a?b=1#c now")).toEqual([
      { text: "see " },
      {
        text: "https://example.org/a?b=1#c",
        href: "https://example.org/a?b=1#c",
      },
      { text: " now" },
    ]);
  });

  test.each([
    ["(http://example.org/a).", "http://example.org/a"],
    ["http://example.org/wiki/A_(b)", "http://example.org/wiki/A_(b)"],
    ["(see http://example.org/A_(b))!", "http://example.org/A_(b)"],
    ["“https://example.org/”, he said", "https://example.org/”"],
    ["HTTPS://Example.ORG/Path", "https://example.org/Path"],
  ])("the sentence around an address is not part of it: %s", (text, href) => {
    expect(linksIn(text)).toEqual([new URL(href).href]);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "ftp://example.org/",
    "https://",
    "http://[",
    "xhttps://example.org",
    "",
  ])("no link: %j", (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test("the pieces together are the text again", () => {
    const text = "a <b> https://x.org/<c> (https://y.org)\n http://z.org!!! ";
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});
