// What is spoken at a path: the JSON protocol at one, plain text and two questions at the others.

export type Asked =
  | { readonly form: "json" }
  /** Which rooms there are. */
  | { readonly form: "rooms" }
  /** Who is in a room. */
  | { readonly form: "members"; readonly room: string }
  | { readonly form: "text"; readonly room: string; readonly nick: string };

export const JSON_PATH = "/v1.0/chat";

/** `url` may have a query, which says nothing. Undefined for what is no path of this door. */
export function readPath(url: string): Asked | undefined {
  const [path = ""] = url.split("?", 1);
  if (path === JSON_PATH) return { form: "json" };
  if (path === "/") return { form: "rooms" };
  const [room, nick, ...rest] = segments(path);
  if (!room || nick === "" || rest.length > 0) return undefined;
  if (nick === undefined) return { form: "members", room };
  return { form: "text", room, nick };
}

/** Percent-decoded; none when that cannot be done. */
function segments(path: string): readonly string[] {
  if (!path.startsWith("/")) return [];
  try {
    return path.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}
