// The page's beginning. It awaits nothing: the bundler would put all that the later script shares into a third one.
import { render } from "preact";
import { comeBack } from "./entering.ts";
import { watchPresence } from "./presence.ts";
import { App } from "./views/app.tsx";

watchPresence();
const root = document.getElementById("app");
void comeBack().then((knownAs) => {
  if (root) render(<App knownAs={knownAs} />, root);
});
