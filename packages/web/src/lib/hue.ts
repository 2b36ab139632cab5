// A colour for each author, the same in every window: a hue taken from the id.

/** 0 to 359. Lightness and strength are the style sheet's, so that contrast holds in light and dark. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  // The low bits of neighbouring ids are alike: mix before cutting down.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % 360;
}
