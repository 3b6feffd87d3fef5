// Serbian words for the facts of a case, in the cases they are met in; Cyrillic is looked up by its Latin letters.
import { joined, type Language } from './language.js';

export const SERBIAN: Language = {
  tag: 'sr',
  colourFollows: false,
  colour: {
    black: 'crn*', white: 'bel*|beo|bijel*', grey: 'siv*', silver: 'srebrn*', red: 'crven*', 'dark-red': 'tamnocrven*|bordo', blue: 'plav*', 'light-blue': 'svetloplav*|svetlo plav*', 'dark-blue': 'tamnoplav*|teget|tamno plav*', turquoise: 'tirkizn*', green: 'zelen*', 'light-green': 'svetlozelen*', 'dark-green': 'tamnozelen*|maslinast*', yellow: 'zut*', orange: 'narandzast*', brown: 'braon|smedj*',
    'light-brown': 'svetlobraon|svetlosmedj*', beige: 'bez|drap', gold: 'zlatn*', pink: 'roze|roza|pink', purple: 'ljubicast*', multicoloured: 'saren*|viseboj*|raznoboj*',
  },
  garment: {
    jacket: 'jakn*', coat: 'kaput*|mantil*|kisn* kabanic*', waistcoat: 'prsluk*', hoodie: 'duks sa kapuljacom|duksericu sa kapuljacom|dukserica sa kapuljacom', jumper: 'dzemper*', sweatshirt: 'duks*|dukseric*', 't-shirt': 'majic*', shirt: 'kosulj*', blouse: 'bluz*', dress: 'haljin*', skirt: 'suknj*', trousers: 'pantalon*', jeans: 'farmerk*|dzins', shorts: 'sorc*|bermud*|kratke pantalone',
    leggings: 'helank*', tracksuit: 'trenerk*', swimsuit: 'kupac* kostim*', pyjamas: 'pidzam*', 'school-uniform': 'skolsk* uniform*', cap: 'kacket*', hat: 'sesir*', 'woolly-hat': 'vunen* kap*|kap*', headscarf: 'maram*', scarf: 'sal|salom|sala', gloves: 'rukavic*', shoes: 'cipel*', trainers: 'patik*', boots: 'cizm*', sandals: 'sandal*', slippers: 'papuc*', socks: 'carap*', tights: 'hulahopk*',
  },
  hairColour: { black: 'crn*', 'dark-brown': 'tamnosmedj*|tamno smedj*', brown: 'smedj*|braon|kestenjast*', 'light-brown': 'svetlosmedj*|svetlo smedj*', blond: 'plav*', 'dark-blond': 'tamnoplav*', red: 'rid*|crven*', grey: 'sed*', white: 'bel*', dyed: 'farban*|ofarban*' },
  hairStyle: { short: 'kratk*', 'shoulder-length': 'do ramena', long: 'dug*|dugack*', shaved: 'obrijan*', straight: 'rav*', curly: 'kovrdzav*', wavy: 'talasast*', ponytail: 'konjski rep|rep', plaits: 'pletenic*|kik*', bun: 'pundj*', fringe: 'sisk*' },
  eyeColour: { brown: 'smedj*|braon', blue: 'plav*', green: 'zelen*', grey: 'siv*', hazel: 'kesten*', black: 'crn*' },
  vehicle: {
    any: 'vozil*',
    car: 'automobil*|auto|auta|autom|kola|kolima', van: 'kombi|kombij*|kombijem|furgon*', lorry: 'kamion*', bus: 'autobus*', minibus: 'minibus*', motorcycle: 'motocikl*|motor', moped: 'moped*', camper: 'kamper*', caravan: 'kamp prikolic*', trailer: 'prikolic*', taxi: 'taksi', tractor: 'traktor*', 'off-road-vehicle': 'dzip*|terensk* vozil*', 'estate-car': 'karavan*', boat: 'camac|camc*|brod*',
  },
  mark: { glasses: 'naocar*', braces: 'protezu za zube|fiksnu protezu', scar: 'oziljak|oziljk*', tattoo: 'tetovaz*', birthmark: 'mladez*|beleg*', freckles: 'pegic*|pege', piercing: 'pirsing*', 'hearing-aid': 'slusni aparat*', 'missing-tooth': 'nedostaje zub', wheelchair: 'invalidsk* kolic*', crutches: 'stake|stakama', 'plaster-cast': 'gips*' },
  item: {
    rucksack: 'ranac|ranc*|ruksak*', 'school-bag': 'skolsk* torb*|skolski ranac', bag: 'torb*', handbag: 'tasn*', suitcase: 'kofer*', bicycle: 'bicikl*', scooter: 'trotinet*', skateboard: 'skejt*', pushchair: 'decja kolica|kolica', 'mobile-phone': 'mobilni telefon*', headphones: 'slusalic*', watch: 'rucni sat', necklace: 'ogrlic*', earrings: 'mindjus*', bracelet: 'narukvic*', toy: 'igrack*|plisan*', doll: 'lutk*',
  },
  sex: { female: 'devojcic*|devojk*|djevojcic*', male: 'decak*|djecak*|mladic*' },
  adult: { female: 'zena|zene|zenu|zenom', male: 'muskarac|muskarc*|covek*' },
  relation: {
    mother: 'majk*|mama|mamom', father: 'otac|oca|ocem|tata|tatom', parent: 'roditelj*', 'step-parent': 'ocuh*|maceh*', grandparent: 'deda|dedom|baka|bakom|baba|babom', sibling: 'brat|brata|bratom|brace|bracom|sestr*|polubrat*|polusestr*', 'other-relative': 'ujak*|stric*|tetk*|tetka|ujn*|rodjak*', 'family-friend': 'porodicni prijatelj*', acquaintance: 'prijatelj*|drug|drugom|drugaric*|poznanik*',
    stranger: 'nepoznat* muskarac|nepoznat* muskarc*|nepoznat*|stranac|stranca',
  },
  category: { abduction: 'otet*|otmic*|otela|oteo|kidnapov*', runaway: 'pobeg*|odbeg*|pobjeg*|bekstv*', 'lost-injured': 'izgubio se|izgubila se|zalutal*', 'missing-in-migration': 'maloletnik bez pratnje|bez pratnje|migrant*' },
  month: {
    1: 'januar|januara|januaru', 2: 'februar|februara|februaru', 3: 'mart|marta|martu', 4: 'april|aprila|aprilu', 5: 'maj|maja|maju', 6: 'jun|juna|junu', 7: 'jul|jula|julu', 8: 'avgust|avgusta|avgustu', 9: 'septembar|septembra|septembru', 10: 'oktobar|oktobra|oktobru', 11: 'novembar|novembra|novembru', 12: 'decembar|decembra|decembru',
  },
  unit: { year: 'godina|godine|godinu|god|godisnj*', month: 'meseci|mesec|meseca|mjeseci' },
  number: { 1: 'jedan|jedna|jednu', 2: 'dve|dva', 3: 'tri', 4: 'cetiri', 5: 'pet', 6: 'sest', 7: 'sedam', 8: 'osam', 9: 'devet', 10: 'deset', 11: 'jedanaest', 12: 'dvanaest', 13: 'trinaest', 14: 'cetrnaest', 15: 'petnaest', 16: 'sesnaest', 17: 'sedamnaest' },
  yearsOld: joined({ 1: 'jedno', 2: 'dvo', 3: 'tro', 4: 'cetvoro|cetvero', 5: 'peto', 6: 'sesto', 7: 'sedmo', 8: 'osmo', 9: 'deveto', 10: 'deseto', 11: 'jedanaesto', 12: 'dvanaesto', 13: 'trinaesto', 14: 'cetrnaesto', 15: 'petnaesto', 16: 'sesnaesto', 17: 'sedamnaesto' }, 'godisnj*'),
  country: { NL: 'holandij*', CZ: 'cesk*', GB: 'englesk*|velika britanija|velike britanije|velikoj britaniji', BA: 'bosna|bosne|bosni', MK: 'severn* makedonij*|makedonij*', RS: 'srbij*', ME: 'crna gora|crne gore|crnoj gori|crnu goru', GR: 'grck*' },
  cue: {
    hair: 'kosa|kose|kosu|kosom', eyes: 'oci|ociju|ocima', plate: 'tablic*|registarsk* oznak*|registarsk* tablic*|registracij*', child: 'dete|deteta|detetom|deca|dece|beba|bebe|maloletn*|tinejdzer*|ucenik|ucenica', named: 'po imenu|ime|zove se', aged: 'star|stara|uzrast*|starosti', about: 'oko|otprilike|priblizno', not: 'bez|ne|nema|nije', since: 'od',
    seen: 'nesta*|nestanak|nestanka|vidjen*|poslednji put|vidjena|nestala', born: 'rodjen*|datum rodjenja', published: 'objavljen*|azuriran*', ago: 'pre', from: 'iz|sa|kod', in: 'u|na', towards: 'prema|ka|u pravcu', with: 'sa|s|zajedno sa|u pratnji|u drustvu', by: 'od strane|od|oteo|otela|odveo|odvela', and: 'i|ili', suspect: 'osumnjicen*|otmicar*', today: 'danas|jutros', yesterday: 'juce|sinoc', clock: 'u|oko', hour: 'casova|cas|casa|h|sati',
    afternoon: 'popodne|uvece', lasting: 'tokom|poslednjih', foot: 'stopa|stope', inch: 'inc|inca|inci', common: 'je|i|u|na|se|sa|od|nosi|nosila|nosio|obucen*|policija|su|ima|bio|bila|koja|koji|za|da',
  },
};
