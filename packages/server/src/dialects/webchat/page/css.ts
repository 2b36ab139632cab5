// How the page of this door looks.
export const css = `:root {
  color-scheme: light dark;
  --edge: light-dark(#c8ccd2, #454b54);
  --soft: light-dark(#59616b, #a4adb8);
  --accent: light-dark(#0b5cad, #7db8f5);
}
* { box-sizing: border-box; }
body {
  font: 16px/1.4 system-ui, sans-serif;
  max-width: 48rem;
  height: 100dvh;
  margin: 0 auto;
  padding: 0.75rem;
  display: flex;
  flex-direction: column;
  gap: 0.5rem;
}
h1 { font-size: 1.2rem; margin: 0; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
label { display: flex; flex-direction: column; flex: 1 1 9rem; min-width: 0; font-size: 0.85rem; color: var(--soft); }
.message { flex: 4 1 12rem; }
input, button { font: inherit; font-size: 1rem; padding: 0.45rem 0.6rem; border: 1px solid var(--edge); border-radius: 6px; }
input { width: 100%; }
button { color: var(--accent); border-color: var(--accent); background: none; cursor: pointer; }
input:focus-visible, button:focus-visible, ol:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#state { margin: 0; color: var(--soft); font-size: 0.9rem; min-height: 1.3em; }
ol {
  list-style: none;
  margin: 0;
  padding: 0.5rem;
  flex: 1;
  min-height: 5rem;
  overflow-y: auto;
  border: 1px solid var(--edge);
  border-radius: 6px;
}
li { padding: 0.1rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.from { font-weight: 600; color: var(--accent); }
.server { color: var(--soft); font-style: italic; }
@media (max-width: 30rem) {
  body { padding: 0.5rem; }
  button { flex: 1 1 100%; }
}
`;
