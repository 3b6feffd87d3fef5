// Dutch words for the facts of a case.
import { joined, type Language } from './language.js';

const NUMBER = { 1: 'een', 2: 'twee', 3: 'drie', 4: 'vier', 5: 'vijf', 6: 'zes', 7: 'zeven', 8: 'acht', 9: 'negen', 10: 'tien', 11: 'elf', 12: 'twaalf', 13: 'dertien', 14: 'veertien', 15: 'vijftien', 16: 'zestien', 17: 'zeventien' };

export const DUTCH: Language = {
  tag: 'nl',
  colourFollows: false,
  colour: {
    black: 'zwart|zwarte', white: 'wit|witte', grey: 'grijs|grijze', silver: 'zilver|zilveren|zilverkleurig*|zilvergrijs|zilvergrijze', red: 'rood|rode', 'dark-red': 'donkerrood|donkerrode|bordeauxrood|bordeauxrode', blue: 'blauw|blauwe',
    'light-blue': 'lichtblauw|lichtblauwe', 'dark-blue': 'donkerblauw|donkerblauwe|marineblauw|marineblauwe', turquoise: 'turquoise', green: 'groen|groene', 'light-green': 'lichtgroen|lichtgroene', 'dark-green': 'donkergroen|donkergroene',
    yellow: 'geel|gele', orange: 'oranje', brown: 'bruin|bruine', 'light-brown': 'lichtbruin|lichtbruine', beige: 'beige', gold: 'goud|gouden|goudkleurig*', pink: 'roze', purple: 'paars|paarse', multicoloured: 'veelkleurig*|gekleurd*|bont|bonte',
  },
  garment: {
    jacket: 'jas|jasje|jack|spijkerjas|winterjas|regenjas', coat: 'mantel|overjas', waistcoat: 'bodywarmer|gilet', hoodie: 'hoodie|trui met capuchon|capuchontrui', jumper: 'trui|truitje|vest', sweatshirt: 'sweater|sweatshirt', 't-shirt': 't shirt|t shirtje|shirtje',
    shirt: 'overhemd|shirt', blouse: 'blouse|bloes', dress: 'jurk|jurkje', skirt: 'rok|rokje', trousers: 'broek|broekje', jeans: 'spijkerbroek|jeans', shorts: 'korte broek', leggings: 'legging', tracksuit: 'trainingspak|joggingpak',
    swimsuit: 'badpak|zwembroek', pyjamas: 'pyjama', 'school-uniform': 'schooluniform', cap: 'pet|petje', hat: 'hoed|hoedje', 'woolly-hat': 'muts|mutsje', headscarf: 'hoofddoek', scarf: 'sjaal', gloves: 'handschoenen', shoes: 'schoenen|schoen',
    trainers: 'sneakers|gympen|sportschoenen', boots: 'laarzen|laarsjes', sandals: 'sandalen|slippers|teenslippers', slippers: 'pantoffels|sloffen', socks: 'sokken', tights: 'maillot|panty',
  },
  hairColour: {
    black: 'zwart|zwarte', 'dark-brown': 'donkerbruin|donkerbruine', brown: 'bruin|bruine', 'light-brown': 'lichtbruin|lichtbruine', blond: 'blond|blonde', 'dark-blond': 'donkerblond|donkerblonde', red: 'rood|rode|rossig', grey: 'grijs|grijze',
    white: 'wit|witte', dyed: 'geverfd*',
  },
  hairStyle: { short: 'kort|korte', 'shoulder-length': 'schouderlang', long: 'lang|lange', shaved: 'kaalgeschoren|kaal', straight: 'steil|stijl', curly: 'krullend|krullen|krulletjes', wavy: 'golvend', ponytail: 'paardenstaart|staart', plaits: 'vlechten|vlechtjes', bun: 'knot|knotje', fringe: 'pony' },
  eyeColour: { brown: 'bruin|bruine', blue: 'blauw|blauwe', green: 'groen|groene', grey: 'grijs|grijze', hazel: 'hazelnootbruin*|groenbruin*', black: 'zwart|zwarte' },
  vehicle: {
    car: 'auto|personenauto|personenwagen|wagen', van: 'bestelbus|busje|bestelwagen|bestelauto', lorry: 'vrachtwagen|vrachtauto', bus: 'bus', minibus: 'minibus', motorcycle: 'motor|motorfiets', moped: 'bromfiets|brommer', camper: 'camper', caravan: 'caravan',
    trailer: 'aanhanger|aanhangwagen', taxi: 'taxi', tractor: 'tractor|trekker', 'off-road-vehicle': 'terreinwagen|suv|jeep', 'pick-up': 'pick up|pickup', 'estate-car': 'stationwagen|stationcar', boat: 'boot',
  },
  mark: {
    glasses: 'bril|brilletje', braces: 'beugel', scar: 'litteken', tattoo: 'tatoeage|tattoo', birthmark: 'moedervlek', freckles: 'sproeten', piercing: 'piercing', 'hearing-aid': 'gehoorapparaat|hoortoestel', 'missing-tooth': 'ontbrekende tand|mist een tand',
    wheelchair: 'rolstoel', crutches: 'krukken', 'plaster-cast': 'gips',
  },
  item: {
    rucksack: 'rugzak|rugtas|rugzakje', 'school-bag': 'schooltas', bag: 'tas', handbag: 'handtas', suitcase: 'koffer', bicycle: 'fiets|fietsje|damesfiets|mountainbike', scooter: 'step', skateboard: 'skateboard', pushchair: 'kinderwagen|buggy', 'mobile-phone': 'mobiele telefoon|mobieltje',
    headphones: 'koptelefoon', watch: 'horloge', necklace: 'ketting|kettinkje', earrings: 'oorbellen|oorbel', bracelet: 'armband|armbandje', toy: 'speelgoed|knuffel', doll: 'pop',
  },
  sex: { female: 'meisje|meid', male: 'jongen|jongetje' },
  adult: { female: 'vrouw', male: 'man' },
  relation: {
    mother: 'moeder|mama', father: 'vader|papa', parent: 'ouder|ouders', 'step-parent': 'stiefvader|stiefmoeder', grandparent: 'opa|oma|grootvader|grootmoeder|grootouders',
    sibling: 'broer|broertje|broertjes|broers|zus|zusje|zusjes|zussen|zuster|halfbroer|halfzus|halfbroertje|halfzusje|tweelingbroer|tweelingzus', 'other-relative': 'oom|tante|neef|neefje|nicht|nichtje', 'family-friend': 'vriend van de familie',
    acquaintance: 'vriend|vriendje|vriendin|vriendinnetje|kennis|klasgenoot', stranger: 'onbekende|onbekende man|onbekende vrouw|vreemde',
  },
  category: {
    abduction: 'ontvoer*|ontvoering|meegenomen', runaway: 'weggelopen|wegloper|liep weg|is weggelopen', 'lost-injured': 'verdwaald|de weg kwijt|mogelijk gewond', 'missing-in-migration': 'alleenstaande minderjarige|asielzoeker*|azc',
  },
  month: { 1: 'januari|jan', 2: 'februari|feb', 3: 'maart|mrt', 4: 'april|apr', 5: 'mei', 6: 'juni|jun', 7: 'juli|jul', 8: 'augustus|aug', 9: 'september|sep|sept', 10: 'oktober|okt', 11: 'november|nov', 12: 'december|dec' },
  unit: { year: 'jaar oud|jaar|jarig|jarige', month: 'maanden oud|maand oud|maanden|maand|maand oude' },
  number: NUMBER,
  yearsOld: joined(NUMBER, 'jarig*'),
  country: { NL: 'holland', CZ: 'tsjechische republiek', GB: 'engeland|schotland|wales|groot brittannie', BA: 'bosnie', MK: 'macedonie' },
  cue: {
    hair: 'haar met|haren|haar', eyes: 'ogen', plate: 'kenteken|kentekenplaat|nummerplaat', child: 'kind|kinderen|peuter|kleuter|baby|tiener|scholier|minderjarige|dreumes', named: 'genaamd|heet|naam', aged: 'leeftijd', about: 'ongeveer|circa|ca|rond',
    not: 'geen|niet|zonder', since: 'sinds|sedert|vanaf', seen: 'vermist|vermiste|laatst gezien|gezien|verdwenen|vermissing', born: 'geboren|geboortedatum', published: 'gepubliceerd|bijgewerkt|geplaatst', ago: 'geleden', from: 'uit|vanuit|vanaf|nabij',
    in: 'in|te|bij|op', towards: 'naar|richting', with: 'met|samen met|in gezelschap van', by: 'door', and: 'en|of', suspect: 'verdachte|ontvoerder|dader', today: 'vandaag|vanmorgen|vanmiddag', yesterday: 'gisteren|gisteravond', clock: 'om|rond|omstreeks', hour: 'uur|u',
    afternoon: 's middags|s avonds', lasting: 'al|binnen|afgelopen', foot: 'voet', inch: 'inch|inches|duim', common: 'de|het|een|is|was|en|van|zijn|haar|op|draagt|droeg|politie|voor|wordt|heeft|werd|oud|bel',
  },
};
