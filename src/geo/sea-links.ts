// Countries that a car reaches across water: with the land borders they make the neighbours of the router.

/**
 * Pairs with a regular passenger ferry that takes cars, a bridge or a tunnel, and a crossing of about a day at most: an abductor with a child in the
 * car needs no airport there. Pairs that also share a land border are left out. Cyprus and Iceland keep their one long line, as they have no other.
 */
export const SEA_LINKS: readonly (readonly [string, string])[] = [
  // Adriatic and Ionian
  ['AL', 'IT'], ['GR', 'IT'], ['HR', 'IT'], ['ME', 'IT'],
  // Central and eastern Mediterranean
  ['MT', 'IT'], ['TN', 'IT'], ['CY', 'GR'], ['CY', 'TR'],
  // Western Mediterranean
  ['ES', 'IT'], ['ES', 'DZ'], ['FR', 'DZ'], ['FR', 'TN'],
  // Channel, North Sea, Irish Sea, Biscay
  ['GB', 'FR'], ['GB', 'BE'], ['GB', 'NL'], ['GB', 'ES'], ['IE', 'FR'],
  // Baltic, Skagerrak, North Atlantic
  ['DK', 'SE'], ['DK', 'NO'], ['DK', 'PL'], ['DK', 'IS'], ['DE', 'SE'], ['DE', 'NO'], ['DE', 'LT'], ['DE', 'LV'],
  ['PL', 'SE'], ['LT', 'SE'], ['LV', 'SE'], ['EE', 'SE'], ['EE', 'FI'],
  // Black Sea
  ['BG', 'GE'],
];

/** The other ends of a country's sea links. */
export const acrossTheSea = (country: string): string[] =>
  SEA_LINKS.flatMap(([one, other]) => (one === country ? [other] : other === country ? [one] : []));
