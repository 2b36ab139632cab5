// The page of this door, for those who have the original's in their bookmarks: its four fields.
export const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Webchat</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="chat.css" />
    <script src="chat.js" defer></script>
  </head>
  <body>
    <h1>Webchat</h1>
    <form id="join">
      <label>Username <input id="username" autocomplete="username" maxlength="64" required /></label>
      <label>Password <input id="password" type="password" autocomplete="current-password" /></label>
      <button>Join</button>
    </form>
    <p id="state" role="status">Choose a username. A password is only for registered names.</p>
    <ol id="log" role="log" tabindex="0" aria-label="Messages"></ol>
    <form id="say">
      <label class="to">To <input id="to" autocomplete="off" placeholder="everyone" maxlength="64" /></label>
      <label class="message">Message <input id="message" autocomplete="off" required /></label>
      <button>Submit</button>
    </form>
  </body>
</html>
`;
