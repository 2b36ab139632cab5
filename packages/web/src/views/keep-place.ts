// Keeps the reader's place in a list that grows at both ends: at its end, new lines come into view; above it, nothing moves.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Place {
  /** The element that scrolls; its first child is the list. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
  /** Something above is wanted to be seen. */
  readonly leaveEnd: () => void;
}

/** How near to the end counts as being there, in pixels. */
const nearEnd = 48;

/** `first` names the first line of the list: when it changes, lines came or went above. */
export function useKeptPlace(first: string | undefined): Place {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ first, height: 0 });
  const [isAtEnd, setIsAtEnd] = useState(true);

  const stick = () => {
    const box = scroller.current;
    if (box && atEnd.current) box.scrollTop = box.scrollHeight;
  };
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    atEnd.current = below < nearEnd;
    setIsAtEnd(atEnd.current);
  };
  const leaveEnd = () => {
    atEnd.current = false;
    setIsAtEnd(false);
  };
  const toEnd = () => {
    atEnd.current = true;
    setIsAtEnd(true);
    stick();
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const last = before.current;
    before.current = { first, height: box.scrollHeight };
    if (atEnd.current) stick();
    else if (last.first !== first) {
      box.scrollTop += box.scrollHeight - last.height;
    }
  });

  // The keyboard, a turned phone, a growing composer.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(stick);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  return { scroller, isAtEnd, onScroll, toEnd, leaveEnd };
}
