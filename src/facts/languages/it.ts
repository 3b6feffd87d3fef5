// Italian words for the facts of a case.
import { joined, type Language } from './language.js';

export const ITALIAN: Language = {
  tag: 'it',
  colourFollows: true,
  colour: {
    black: 'nero|nera|neri|nere', white: 'bianco|bianca|bianchi|bianche', grey: 'grigio|grigia|grigi|grigie', silver: 'argento|argentat*', red: 'rosso|rossa|rossi|rosse', 'dark-red': 'rosso scuro|bordeaux', blue: 'blu|azzurro scuro', 'light-blue': 'azzurro|azzurra|azzurri|azzurre|celeste|celesti|blu chiaro', 'dark-blue': 'blu scuro|blu scura',
    turquoise: 'turchese', green: 'verde|verdi', 'light-green': 'verde chiaro', 'dark-green': 'verde scuro', yellow: 'giallo|gialla|gialli|gialle', orange: 'arancione|arancioni', brown: 'marrone|marroni', 'light-brown': 'marrone chiaro', beige: 'beige', gold: 'oro|dorat*', pink: 'rosa', purple: 'viola', multicoloured: 'multicolore|colorat*',
  },
  garment: {
    jacket: 'giacca|giacchetta|giubbotto|giubbino|piumino', coat: 'cappotto|impermeabile', waistcoat: 'gilet|smanicato', hoodie: 'felpa con cappuccio', jumper: 'maglione|pullover|maglioncino', sweatshirt: 'felpa', 't-shirt': 'maglietta|t shirt', shirt: 'camicia', blouse: 'camicetta', dress: 'vestito|abito|vestitino', skirt: 'gonna',
    trousers: 'pantaloni|pantalone', jeans: 'jeans', shorts: 'pantaloncini|bermuda', leggings: 'leggings', tracksuit: 'tuta', swimsuit: 'costume da bagno', pyjamas: 'pigiama', 'school-uniform': 'divisa scolastica|grembiule', cap: 'cappellino|berretto con visiera', hat: 'cappello', 'woolly-hat': 'berretto|berretto di lana', headscarf: 'foulard|velo', scarf: 'sciarpa',
    gloves: 'guanti', shoes: 'scarpe', trainers: 'scarpe da ginnastica|sneakers', boots: 'stivali|stivaletti', sandals: 'sandali|infradito', slippers: 'pantofole|ciabatte', socks: 'calzini|calze', tights: 'collant',
  },
  hairColour: { black: 'neri|nero', 'dark-brown': 'castano scuro|castani scuri', brown: 'castano|castani|marroni|bruni', 'light-brown': 'castano chiaro|castani chiari', blond: 'biondi|biondo', 'dark-blond': 'biondo scuro|biondi scuri', red: 'rossi|rosso', grey: 'grigi', white: 'bianchi', dyed: 'tinti' },
  hairStyle: { short: 'corti|corto', 'shoulder-length': 'alle spalle|di media lunghezza', long: 'lunghi|lungo', shaved: 'rasati', straight: 'lisci', curly: 'ricci|riccioluti', wavy: 'mossi|ondulati', ponytail: 'coda di cavallo|coda', plaits: 'trecce', bun: 'chignon', fringe: 'frangia' },
  eyeColour: { brown: 'castani|marroni', blue: 'azzurri|blu', green: 'verdi', grey: 'grigi', hazel: 'nocciola', black: 'neri' },
  vehicle: {
    car: 'auto|automobile|macchina|autovettura|vettura|utilitaria|berlina', van: 'furgone|furgoncino', lorry: 'camion|autocarro', bus: 'autobus|pullman', minibus: 'minibus|pulmino', motorcycle: 'moto|motocicletta', moped: 'motorino|ciclomotore', camper: 'camper', caravan: 'roulotte', trailer: 'rimorchio', taxi: 'taxi', tractor: 'trattore',
    'off-road-vehicle': 'fuoristrada|suv', 'pick-up': 'pick up', 'estate-car': 'station wagon|familiare', boat: 'barca',
  },
  mark: { glasses: 'occhiali', braces: 'apparecchio ai denti|apparecchio', scar: 'cicatrice', tattoo: 'tatuaggio', birthmark: 'voglia', freckles: 'lentiggini', piercing: 'piercing', 'hearing-aid': 'apparecchio acustico', 'missing-tooth': 'dente mancante', wheelchair: 'sedia a rotelle', crutches: 'stampelle', 'plaster-cast': 'gesso' },
  item: {
    rucksack: 'zaino|zainetto', 'school-bag': 'cartella', bag: 'borsa', handbag: 'borsetta', suitcase: 'valigia', bicycle: 'bicicletta|bici|mountain bike', scooter: 'monopattino', skateboard: 'skateboard', pushchair: 'passeggino', 'mobile-phone': 'cellulare|telefonino', headphones: 'cuffie', watch: 'orologio', necklace: 'collana|collanina', earrings: 'orecchini',
    bracelet: 'braccialetto', toy: 'giocattolo|peluche', doll: 'bambola',
  },
  sex: { female: 'ragazza|ragazzina|bambina|bimba', male: 'ragazzo|ragazzino|bambino|bimbo' },
  adult: { female: 'donna', male: 'uomo' },
  relation: {
    mother: 'madre|mamma', father: 'padre|papa', parent: 'genitore|genitori', 'step-parent': 'patrigno|matrigna', grandparent: 'nonno|nonna|nonni', sibling: 'fratello|fratelli|fratellino|sorella|sorelle|sorellina|fratellastro', 'other-relative': 'zio|zia|cugino|cugina', 'family-friend': 'amico di famiglia', acquaintance: 'amico|amica|amici|conoscente',
    stranger: 'sconosciuto|sconosciuta|sconosciuti',
  },
  category: { abduction: 'rapit*|rapimento|sequestrat*|sottrazione|sottratt*', runaway: 'fuga|fuggit*|scappat*|allontanamento volontario', 'lost-injured': 'si e pers*|smarrit*|dispers*', 'missing-in-migration': 'minore non accompagnato|minore straniero non accompagnato|richiedente asilo' },
  month: { 1: 'gennaio|gen', 2: 'febbraio|feb', 3: 'marzo|mar', 4: 'aprile|apr', 5: 'maggio|mag', 6: 'giugno|giu', 7: 'luglio|lug', 8: 'agosto|ago', 9: 'settembre|set', 10: 'ottobre|ott', 11: 'novembre|nov', 12: 'dicembre|dic' },
  unit: { year: 'anni|anno', month: 'mesi|mese' },
  number: { 1: 'un', 2: 'due', 3: 'tre', 4: 'quattro', 5: 'cinque', 6: 'sei', 7: 'sette', 8: 'otto', 9: 'nove', 10: 'dieci', 11: 'undici', 12: 'dodici', 13: 'tredici', 14: 'quattordici', 15: 'quindici', 16: 'sedici', 17: 'diciassette' },
  yearsOld: joined({ 6: 'sei', 7: 'sett', 8: 'ott', 9: 'nov', 10: 'dec', 11: 'undic', 12: 'dodic', 13: 'tredic', 14: 'quattordic', 15: 'quindic', 16: 'sedic', 17: 'diciassett' }, 'enn*'),
  country: { NL: 'olanda', CZ: 'repubblica ceca', GB: 'gran bretagna|inghilterra|scozia', BA: 'bosnia', MK: 'macedonia' },
  cue: {
    hair: 'capelli', eyes: 'occhi', plate: 'targa|targata|targato|targhe', child: 'minore|minorenne|bambini|neonato|neonata|adolescente', named: 'di nome|chiamata|chiamato|nome', aged: 'eta', about: 'circa', not: 'senza|non|nessun', since: 'dal|da|dall', seen: 'scomparsa|scomparso|scomparsi|visto|vista|ultima volta|scomparse', born: 'nato il|nata il|data di nascita|nato a|nata a',
    published: 'pubblicato|aggiornato', ago: 'fa', from: 'da|di|dalla|dal', in: 'a|ad|in|nel|nella|presso', towards: 'verso|diretto a|diretta a|in direzione', with: 'con|insieme a|insieme al|insieme alla|in compagnia di|accompagnato da|accompagnata da', by: 'da|dal|dalla|dallo', and: 'e|ed|o', suspect: 'sospetto|sospettato|sospettata|rapitore|rapitrice', today: 'oggi|stamattina', yesterday: 'ieri',
    clock: 'alle|verso le', hour: 'ore|ora', afternoon: 'del pomeriggio|di sera', lasting: 'per|negli ultimi', foot: 'piede|piedi', inch: 'pollice|pollici', common: 'il|la|le|i|e|un|una|di|del|della|indossa|indossava|ha|con|polizia|carabinieri|stata|stato|era|chiamare|al|alla|che',
  },
};
