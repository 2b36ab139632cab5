// The page's beginning.
import { render } from "preact";
import { comeBack } from "./entering.ts";
import { App } from "./views/app.tsx";

const root = document.getElementById("app");
const knownAs = await comeBack();
if (root) render(<App knownAs={knownAs} />, root);
