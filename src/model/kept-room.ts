// Room that is kept from one use to the next: for what is worked through many times a second, making a fresh one costs more than the work.

/**
 * @param make room for so many items.
 * @param most items of the greatest room that is kept; a greater one is made anew each time.
 * @returns room for at least so many items, holding anything. It is the caller's until it is asked for again.
 */
export const keptRoom = <T extends { readonly length: number }>(make: (length: number) => T, most: number): ((length: number) => T) => {
  let kept = make(0);
  return (length) => {
    if (length <= kept.length) return kept;
    const fresh = make(Math.max(length, Math.min(2 * kept.length, most)));
    if (length <= most) kept = fresh;
    return fresh;
  };
};
