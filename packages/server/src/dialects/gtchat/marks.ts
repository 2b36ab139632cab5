// What the causing request had beside its meaning, `tracker` and `meta`, on its way to the others at this door.
import type { Extra, Live } from "../../core/entries.ts";
import { encodeEntities } from "./entities.ts";
import { NO_TRACKER } from "./request.ts";

export const NAME = "gtchat";
const VALUE_MOST = 256;

export interface Marks {
  /** The number is what those who see someone kicked are told. */
  readonly tracker: string | 0;
  readonly meta: string;
}

const NO_META = ".";
const NONE: Marks = { tracker: NO_TRACKER, meta: NO_META };

/** As they travel; what is too long stays behind. */
export function marked(tracker: string | 0, meta = NO_META): Extra {
  for (const marks of [
    { tracker, meta },
    { tracker, meta: NO_META },
  ]) {
    const value = JSON.stringify(marks);
    if (value.length <= VALUE_MOST) return { dialect: NAME, value };
  }
  return { dialect: NAME, value: JSON.stringify(NONE) };
}

/** A line that this door's connections are told otherwise. */
export const MEDIA: Extra = { dialect: NAME, value: "media" };

export function isMedia({ extra }: Live): boolean {
  return extra?.dialect === NAME && extra.value === MEDIA.value;
}

/** Encoded, as they are shown; those of other doors' doings are plain. */
export function marksOf({ extra }: Live): Marks {
  if (extra?.dialect !== NAME || extra.value === MEDIA.value) return NONE;
  const { tracker, meta } = JSON.parse(extra.value) as Marks;
  return {
    tracker: tracker === 0 ? 0 : encodeEntities(tracker),
    meta: encodeEntities(meta),
  };
}
