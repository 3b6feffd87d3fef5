// Which parts of the world atlas the router looks at, and the ISO 3166-1 alpha-2 code each one answers to.

/**
 * ISO 3166-1 numeric → alpha-2. The members of the Council of Europe, their land neighbours, and the other shore of the Mediterranean: everywhere a
 * child can be driven or shipped to from Europe within a day. Countries further away are reached by address or as possible countries; leaving them
 * out keeps the index small.
 */
const BY_NUMBER: Readonly<Record<string, string>> = {
  '008': 'AL', '012': 'DZ', '020': 'AD', '031': 'AZ', '040': 'AT', '051': 'AM', '056': 'BE', '070': 'BA', '100': 'BG', '112': 'BY', '191': 'HR', '196': 'CY',
  '203': 'CZ', '208': 'DK', '233': 'EE', '246': 'FI', '250': 'FR', '268': 'GE', '275': 'PS', '276': 'DE', '300': 'GR', '336': 'VA', '348': 'HU', '352': 'IS',
  '364': 'IR', '368': 'IQ', '372': 'IE', '376': 'IL', '380': 'IT', '422': 'LB', '428': 'LV', '434': 'LY', '438': 'LI', '440': 'LT', '442': 'LU', '470': 'MT',
  '492': 'MC', '498': 'MD', '499': 'ME', '504': 'MA', '528': 'NL', '578': 'NO', '616': 'PL', '620': 'PT', '642': 'RO', '643': 'RU', '674': 'SM', '688': 'RS',
  '703': 'SK', '705': 'SI', '724': 'ES', '752': 'SE', '756': 'CH', '760': 'SY', '788': 'TN', '792': 'TR', '804': 'UA', '807': 'MK', '818': 'EG', '826': 'GB',
  // Territories with a code of their own but no centre of their own: the state that answers for them.
  '234': 'DK', '248': 'FI', '292': 'GB', '831': 'GB', '832': 'GB', '833': 'GB',
};

/** Parts the atlas gives no number. The divided island of Cyprus is one search area: nobody who looks for a child stops at its line. */
const BY_NAME: Readonly<Record<string, string>> = {
  Kosovo: 'XK', 'N. Cyprus': 'CY', 'Cyprus U.N. Buffer Zone': 'CY', Akrotiri: 'CY', Dhekelia: 'CY',
};

/** The country an atlas entry belongs to; undefined outside the region. */
export const countryOf = (entry: { id?: string | number; properties?: { name?: string } }): string | undefined =>
  entry.id === undefined ? BY_NAME[entry.properties?.name ?? ''] : BY_NUMBER[entry.id];
