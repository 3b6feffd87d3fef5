// The edges that a sweep is at, from below to above: a balanced tree (Arne Andersson's, without chance) threaded by a list of who lies next to whom.

/** Places are numbered from 1; 0 is none. */
export interface EdgesInOrder {
  /** Neighbours of a place. */
  below: Int32Array;
  above: Int32Array;
  /** Puts a new place where it belongs. @param isAbove whether it lies above another. */
  insert(place: number, isAbove: (other: number) => boolean): void;
  /** @param isAbove whether the place lies above another, the place itself not asked. */
  remove(place: number, isAbove: (other: number) => boolean): void;
}

export const createEdgesInOrder = (most: number): EdgesInOrder => {
  const numbers = (): Int32Array => new Int32Array(most + 1);
  const [lower, upper, level, below, above] = [numbers(), numbers(), numbers(), numbers(), numbers()];
  let root = 0;

  const skew = (top: number): number => {
    const turned = lower[top]!;
    if (top === 0 || level[turned] !== level[top]) return top;
    lower[top] = upper[turned]!;
    upper[turned] = top;
    return turned;
  };

  const split = (top: number): number => {
    const turned = upper[top]!;
    if (top === 0 || level[upper[turned]!] !== level[top]) return top;
    upper[top] = lower[turned]!;
    lower[turned] = top;
    level[turned]! += 1;
    return turned;
  };

  const balanced = (top: number): number => {
    const due = Math.min(level[lower[top]!]!, level[upper[top]!]!) + 1;
    if (due < level[top]!) {
      level[top] = due;
      level[upper[top]!] = Math.min(due, level[upper[top]!]!);
    }
    const skewed = skew(top);
    upper[skewed] = skew(upper[skewed]!);
    upper[upper[skewed]] = skew(upper[upper[skewed]]!);
    const parted = split(skewed);
    upper[parted] = split(upper[parted]!);
    return parted;
  };

  const link = (one: number, other: number): void => {
    above[one] = other;
    below[other] = one;
  };

  const inserted = (top: number, place: number, isAbove: (other: number) => boolean, [under, over]: [number, number]): number => {
    if (top === 0) {
      link(under, place);
      link(place, over);
      level[place] = 1;
      return place;
    }
    if (isAbove(top)) upper[top] = inserted(upper[top]!, place, isAbove, [top, over]);
    else lower[top] = inserted(lower[top]!, place, isAbove, [under, top]);
    return split(skew(top));
  };

  const withoutLowest = (top: number): number => {
    if (lower[top] === 0) return upper[top]!;
    lower[top] = withoutLowest(lower[top]!);
    return balanced(top);
  };

  const without = (top: number, place: number, isAbove: (other: number) => boolean): number => {
    if (top === place) {
      if (lower[top] === 0) return upper[top]!;
      const next = above[top]!;
      upper[next] = withoutLowest(upper[top]!);
      lower[next] = lower[top]!;
      level[next] = level[top]!;
      return balanced(next);
    }
    if (isAbove(top)) upper[top] = without(upper[top]!, place, isAbove);
    else lower[top] = without(lower[top]!, place, isAbove);
    return balanced(top);
  };

  return {
    below, above,
    insert: (place, isAbove) => { root = inserted(root, place, isAbove, [0, 0]); },
    remove: (place, isAbove) => {
      root = without(root, place, isAbove);
      link(below[place]!, above[place]!);
      lower[place] = 0;
      upper[place] = 0;
    },
  };
};
