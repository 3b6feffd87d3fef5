// Whether a picture only stands for a missing photo, by what can be seen in it: pure, over a small sample of its pixels.

/** Below this nobody recognises anybody. */
const TINY_EDGE = 32;
/** Shades of each colour that are told apart. */
const SHADES = 8;
/** So much of the sample in two colours is a drawing. Photos of people, also before a white wall, stay far below. */
const TWO_TONES = 0.9;

/** How many samples have each colour, most first. Neighbouring shades count together, or the noise of JPEG would split one colour in many. */
function tonesOf(pixels: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const tone = [0, 1, 2].reduce((sum, channel) => sum * SHADES + Math.floor((pixels[at + channel]! * SHADES) / 256), 0);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return [...counts.values()].sort((one, other) => other - one);
}

/** @param pixels RGB, three bytes each. @param size of the picture itself. */
export function looksLikePlaceholder(pixels: Uint8Array, { width, height }: { width: number; height: number }): boolean {
  if (Math.max(width, height) < TINY_EDGE) return true;
  const [first = 0, second = 0] = tonesOf(pixels);
  return (first + second) / (pixels.length / 3) >= TWO_TONES;
}
