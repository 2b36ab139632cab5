// The page of the HTML form: who is logged in, or a form to log in with; and the rooms that there are. No script in it.
import { escapeHtml } from "../../../lib/escape-html.ts";

export interface Shown {
  /** What the server calls itself. */
  readonly title: string;
  /** Where the form is sent. */
  readonly path: string;
  readonly csrf: string;
  /** Who is logged in. */
  readonly user: string | undefined;
  /** Why the last form was refused. */
  readonly error: string | undefined;
  /** The titles of the rooms. */
  readonly rooms: readonly string[];
}

/** A form may be sent to this server only, and nothing else be loaded or run. */
export const pagePolicy =
  "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function page(shown: Shown): string {
  const title = escapeHtml(shown.title);
  const error =
    shown.error === undefined
      ? ""
      : `<p role="alert">${escapeHtml(shown.error)}</p>\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
${error}<form method="post" action="${escapeHtml(shown.path)}">
<input type="hidden" name="csrf" value="${escapeHtml(shown.csrf)}">
${shown.user === undefined ? FIELDS : leaving(shown.user)}
</form>
${roomList(shown.rooms)}
<p><a href="/">To the chat</a></p>
</body>
</html>
`;
}

const FIELDS = `<p><label>Name <input name="login" autocomplete="username" autocapitalize="none"></label></p>
<p><label>Password <input name="pass" type="password" autocomplete="current-password"></label></p>
<p><label><input name="create" type="checkbox" value="create"> Make a new account</label></p>
<p><button>Log in</button></p>`;

const leaving = (user: string): string =>
  `<p>You are logged in as <b>${escapeHtml(user)}</b>. <button name="logout" value="logout">Log out</button></p>`;

function roomList(rooms: readonly string[]): string {
  const items = rooms.map((title) => `<li>${escapeHtml(title)}</li>`);
  return `<h2>Rooms</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
}
