// The page's beginning.
import { render } from "preact";
import { comeBack } from "./entering.ts";
import { watchPresence } from "./presence.ts";
import { App } from "./views/app.tsx";

watchPresence();
const root = document.getElementById("app");
const knownAs = await comeBack();
if (root) render(<App knownAs={knownAs} />, root);
