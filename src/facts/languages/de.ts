// German words for the facts of a case.
import { joined, type Language } from './language.js';

const NUMBER = { 1: 'ein', 2: 'zwei', 3: 'drei', 4: 'vier', 5: 'funf', 6: 'sechs', 7: 'sieben', 8: 'acht', 9: 'neun', 10: 'zehn', 11: 'elf', 12: 'zwolf', 13: 'dreizehn', 14: 'vierzehn', 15: 'funfzehn', 16: 'sechzehn', 17: 'siebzehn' };

export const GERMAN: Language = {
  tag: 'de',
  colourFollows: false,
  colour: {
    black: 'schwarz|schwarze*', white: 'weiss|weisse*', grey: 'grau|graue*', silver: 'silber|silbern*|silberfarben*|silbergrau*', red: 'rot|rote*', 'dark-red': 'dunkelrot*|weinrot*|bordeauxrot*', blue: 'blau|blaue*', 'light-blue': 'hellblau*', 'dark-blue': 'dunkelblau*|marineblau*',
    turquoise: 'turkis*', green: 'grun|grune*', 'light-green': 'hellgrun*', 'dark-green': 'dunkelgrun*', yellow: 'gelb|gelbe*', orange: 'orange*', brown: 'braun|braune*', 'light-brown': 'hellbraun*', beige: 'beige*', gold: 'gold|golden*|goldfarben*', pink: 'rosa|pink|pinke*',
    purple: 'lila|violett*', multicoloured: 'bunt|bunte*|mehrfarbig*',
  },
  garment: {
    jacket: 'jacke|jacken|winterjacke|regenjacke|jeansjacke|lederjacke|daunenjacke|anorak', coat: 'mantel|parka', waistcoat: 'weste', hoodie: 'kapuzenpullover|kapuzenpulli|kapuzenjacke|hoodie', jumper: 'pullover|pulli|strickjacke', sweatshirt: 'sweatshirt', 't-shirt': 't shirt|tshirt',
    shirt: 'hemd', blouse: 'bluse', dress: 'kleid|sommerkleid', skirt: 'rock', trousers: 'hose|jogginghose|stoffhose', jeans: 'jeans|jeanshose', shorts: 'shorts|kurze hose|kurzer hose', leggings: 'leggings|leggins', tracksuit: 'trainingsanzug|jogginganzug', swimsuit: 'badeanzug|badehose',
    pyjamas: 'schlafanzug|pyjama', 'school-uniform': 'schuluniform', cap: 'kappe|basecap|schirmmutze|baseballkappe', hat: 'hut|sonnenhut', 'woolly-hat': 'mutze|wollmutze|strickmutze', headscarf: 'kopftuch', scarf: 'schal', gloves: 'handschuhe*', shoes: 'schuhe*', trainers: 'turnschuhe*|sneaker*|sportschuhe*',
    boots: 'stiefel*|gummistiefel*', sandals: 'sandalen', slippers: 'hausschuhe*', socks: 'socken', tights: 'strumpfhose',
  },
  hairColour: { black: 'schwarz|schwarze*', 'dark-brown': 'dunkelbraun*', brown: 'braun|braune*', 'light-brown': 'hellbraun*', blond: 'blond|blonde*|hellblond*', 'dark-blond': 'dunkelblond*', red: 'rot|rote*|rotlich*', grey: 'grau|graue*', white: 'weiss|weisse*', dyed: 'gefarbt*' },
  hairStyle: { short: 'kurz|kurze*', 'shoulder-length': 'schulterlang*', long: 'lang|lange*', shaved: 'rasiert*|kahlgeschoren*', straight: 'glatt|glatte*', curly: 'lockig*|gelockt*|locken', wavy: 'gewellt*|wellig*', ponytail: 'pferdeschwanz|zopf', plaits: 'zopfe*', bun: 'dutt', fringe: 'pony' },
  eyeColour: { brown: 'braun|braune*', blue: 'blau|blaue*', green: 'grun|grune*', grey: 'grau|graue*', hazel: 'haselnussbraun*', black: 'schwarz|schwarze*' },
  vehicle: {
    any: 'fahrzeug',
    car: 'auto|pkw|wagen|limousine|kleinwagen', van: 'transporter|lieferwagen|kastenwagen|kleintransporter', lorry: 'lkw|lastwagen', bus: 'bus', minibus: 'kleinbus|minibus', motorcycle: 'motorrad', moped: 'moped|mofa', camper: 'wohnmobil', caravan: 'wohnwagen', trailer: 'anhanger', taxi: 'taxi',
    tractor: 'traktor', 'off-road-vehicle': 'gelandewagen|suv', 'pick-up': 'pick up|pickup', 'estate-car': 'kombi', boat: 'boot',
  },
  mark: {
    glasses: 'brille', braces: 'zahnspange', scar: 'narbe|narben', tattoo: 'tattoo|tatowierung', birthmark: 'muttermal', freckles: 'sommersprossen', piercing: 'piercing', 'hearing-aid': 'horgerat', 'missing-tooth': 'zahnlucke', wheelchair: 'rollstuhl', crutches: 'krucken', 'plaster-cast': 'gips|gipsverband',
  },
  item: {
    rucksack: 'rucksack', 'school-bag': 'schultasche|schulranzen|ranzen', bag: 'tasche', handbag: 'handtasche', suitcase: 'koffer', bicycle: 'fahrrad|rad|mountainbike|kinderfahrrad', scooter: 'roller|tretroller', skateboard: 'skateboard', pushchair: 'kinderwagen', 'mobile-phone': 'handy|mobiltelefon', headphones: 'kopfhorer',
    watch: 'armbanduhr', necklace: 'halskette|kette', earrings: 'ohrringe*', bracelet: 'armband', toy: 'spielzeug|kuscheltier|teddy', doll: 'puppe',
  },
  sex: { female: 'madchen|schulerin', male: 'junge|jungen|schuler|bub' },
  adult: { female: 'frau', male: 'mann|mannes' },
  relation: {
    mother: 'mutter|kindsmutter|kindesmutter', father: 'vater|kindsvater|kindesvater', parent: 'eltern|elternteil', 'step-parent': 'stiefvater|stiefmutter', 'partner-of-parent': 'lebensgefahrte|lebensgefahrtin', grandparent: 'grossvater|grossmutter|grosseltern|opa|oma',
    sibling: 'bruder|bruders|schwester|geschwister|halbbruder|halbschwester|zwillingsbruder|zwillingsschwester|schwestern', 'other-relative': 'onkel|tante|cousin|cousine|verwandte*', 'family-friend': 'freund der familie', acquaintance: 'freund|freundin|freundinnen|freunden|bekannte*|mitschuler*',
    stranger: 'unbekannte*|fremde|fremden|fremder|unbekannten mann|unbekannter mann',
  },
  category: {
    abduction: 'entfuhr*|kindesentfuhrung|verschleppt', runaway: 'ausgerissen*|ausreisser*|weggelaufen|davongelaufen|entlaufen', 'lost-injured': 'verlaufen|verirrt|moglicherweise verletzt', 'missing-in-migration': 'unbegleitete*|asylbewerber*|fluchtlings*',
  },
  month: { 1: 'januar|janner|jan', 2: 'februar|feber|feb', 3: 'marz|maerz|mrz', 4: 'april|apr', 5: 'mai', 6: 'juni|jun', 7: 'juli|jul', 8: 'august|aug', 9: 'september|sept|sep', 10: 'oktober|okt', 11: 'november|nov', 12: 'dezember|dez' },
  unit: { year: 'jahre alt|jahre|jahren|jahrige*|jahriger|jahrig|j', month: 'monate alt|monate|monaten|monat' },
  number: NUMBER,
  yearsOld: joined(NUMBER, 'jahrig*'),
  country: { NL: 'holland', CZ: 'tschechische republik', GB: 'grossbritannien|england|schottland', BA: 'bosnien', MK: 'mazedonien', TR: 'turkei' },
  cue: {
    hair: 'haare|haar|haaren', eyes: 'augen', plate: 'kennzeichen|nummernschild|kfz kennzeichen|amtliches kennzeichen', child: 'kind|kinder|kleinkind|baby|jugendliche*|teenager|minderjahrige*|vermisste|vermisster', named: 'namens|name|heisst', aged: 'alter|im alter von', about: 'etwa|circa|ca|ungefahr|rund',
    not: 'kein|keine|keinen|nicht|ohne', since: 'seit', seen: 'vermisst|vermisste*|zuletzt gesehen|gesehen|verschwunden|verschwand|wird vermisst', born: 'geboren|geburtsdatum|geb', published: 'veroffentlicht|aktualisiert', ago: 'vor', from: 'aus|von', in: 'in|im|bei|am|an',
    towards: 'nach|richtung', with: 'mit|zusammen mit|gemeinsam mit|in begleitung', by: 'durch|vom|von', and: 'und|oder', suspect: 'tatverdachtige*|verdachtige*|entfuhrer*|tater', today: 'heute', yesterday: 'gestern', clock: 'um|gegen', hour: 'uhr', afternoon: 'nachmittags|abends',
    lasting: 'innerhalb|letzten', foot: 'fuss', inch: 'zoll', common: 'der|die|das|ist|war|und|ein|eine|einen|hat|tragt|trug|polizei|bekleidet|sie|er|zuletzt|wurde|bitte|mit|sein|ihre',
  },
};
