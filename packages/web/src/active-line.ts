// Which line of the log shows its actions: the one under the mouse, with the focus, or pressed for long.
import { signal } from "@preact/signals";
import type { DOMAttributes } from "preact";
import { LongTouch } from "./lib/long-touch.ts";

/** By the row's key. */
export const active = signal<string>();
/** The line whose emoji are chosen from: it stays the active one. */
export const picking = signal<string>();

const touch = new LongTouch();

export function rest(): void {
  active.value = picking.value = undefined;
}

function show(key: string | undefined): void {
  if (key === active.value || picking.value !== undefined) return;
  active.value = key;
}

function lineOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element
    ? target.closest<HTMLElement>("[data-key]")
    : null;
}

/** For the list of lines: one set of listeners, whatever its length. */
export const lineListeners = {
  onPointerOver(event) {
    if (event.pointerType === "mouse")
      show(lineOf(event.target)?.dataset["key"]);
  },
  onPointerLeave(event) {
    const { currentTarget: list } = event;
    // Who has come with the keyboard stays.
    if (event.pointerType !== "mouse" || hasFocus(list)) return;
    show(undefined);
  },
  onPointerDown(event) {
    touch.end();
    const line = lineOf(event.target);
    const isOutside = picking.value !== line?.dataset["key"];
    if (picking.value !== undefined && isOutside) rest();
    if (event.pointerType === "mouse") return;
    if (active.value !== line?.dataset["key"]) rest();
    // The browser has more to offer for a link, and a reaction tells who gave it.
    const { target } = event;
    if (target instanceof Element && target.closest("a, .reactions")) return;
    touch.begin(event, () => show(line?.dataset["key"]));
  },
  onPointerMove(event) {
    touch.move(event);
  },
  onPointerUp: () => touch.end(),
  onPointerCancel: () => touch.end(),
  onContextMenu(event) {
    // A long touch is for the line's actions; the browser's menu would lie over them.
    if (touch.isUnderWay) event.preventDefault();
  },
  onFocusIn(event) {
    // A finger on a link, too, focuses it.
    if (lineOf(event.target)?.matches(":has(:focus-visible), :focus-visible"))
      show(lineOf(event.target)?.dataset["key"]);
  },
  onKeyDown(event) {
    const line = lineOf(event.target);
    if (line === null || event.target !== line) return;
    const next = neighbour(line, event.key);
    if (next === undefined) return;
    event.preventDefault();
    next?.focus();
  },
} satisfies DOMAttributes<HTMLOListElement>;

function hasFocus(list: Element): boolean {
  return list.matches(":has(:focus-visible)");
}

/** Undefined for another key, null where there is none. */
function neighbour(
  line: HTMLElement,
  key: string,
): HTMLElement | null | undefined {
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  let next: Element | null = line;
  do {
    next =
      key === "ArrowUp" ? next.previousElementSibling : next.nextElementSibling;
  } while (next instanceof HTMLElement && !next.dataset["key"]);
  return next instanceof HTMLElement ? next : null;
}
