// Albanian words for the facts of a case, in the cases they are met in.
import { joined, type Language } from './language.js';

const NUMBER = { 1: 'nje', 2: 'dy', 3: 'tre|tri', 4: 'kater', 5: 'pese', 6: 'gjashte', 7: 'shtate', 8: 'tete', 9: 'nente', 10: 'dhjete', 11: 'njembedhjete', 12: 'dymbedhjete', 13: 'trembedhjete', 14: 'katermbedhjete', 15: 'pesembedhjete', 16: 'gjashtembedhjete', 17: 'shtatembedhjete' };

export const ALBANIAN: Language = {
  tag: 'sq',
  colourFollows: true,
  colour: {
    black: 'zi|zeze|te zeza|e zeze|zeza', white: 'bardhe|bardha', grey: 'gri|hirte', silver: 'argjend|argjendte', red: 'kuq|kuqe', 'dark-red': 'kuqe e erret|bordo', blue: 'blu|kalter|kaltra', 'light-blue': 'blu e celet|blu te celet|blu te celeta', 'dark-blue': 'blu e erret|blu te erret|blu te erreta', turquoise: 'bruz', green: 'gjelber|gjelberta|jeshile|jeshil',
    'light-green': 'jeshile e celet', 'dark-green': 'jeshile e erret', yellow: 'verdhe|verdha', orange: 'portokalli', brown: 'kafe', 'light-brown': 'kafe e celet', beige: 'bezhe', gold: 'ari|arte', pink: 'roze|rozë', purple: 'vjollce|lejla|lila', multicoloured: 'shumengjyresh*|laramane',
  },
  garment: {
    jacket: 'xhakete|xhaketen|xhup|xhupi|xhakoventë|xhaketa', coat: 'pallto|palltoja|mushama', waistcoat: 'jelek', hoodie: 'bluze me kapuc|bluze me kapuç', jumper: 'triko|pulover|xhemper', sweatshirt: 'duks|tuta e siperme', 't-shirt': 'bluze pambuku|kanotiere|bluze me menge te shkurtra|bluze', shirt: 'kemishe|kemishen', blouse: 'kemishete', dress: 'fustan|fustanin', skirt: 'fund|funde',
    trousers: 'pantallona|pantallonat', jeans: 'xhinse|xhins|pantallona xhinse', shorts: 'pantallona te shkurtra|shorte', leggings: 'geta|streç', tracksuit: 'tuta|kostum sportiv|tuta sportive', swimsuit: 'rroba banje', pyjamas: 'pizhame|pizhama', 'school-uniform': 'uniforme shkolle|uniformen e shkolles', cap: 'kaskete', hat: 'kapele', 'woolly-hat': 'kapuc leshi|skufje|kapuç',
    headscarf: 'shami', scarf: 'shall', gloves: 'doreza|dorashka', shoes: 'kepuce|kepucet', trainers: 'atlete|atletet|kepuce sportive', boots: 'cizme|çizme', sandals: 'sandale', slippers: 'pantofla|shapka', socks: 'corape|çorape', tights: 'geta najloni',
  },
  hairColour: { black: 'te zeza|te zinj|zeza|zinj', 'dark-brown': 'kafe te erreta|kafe te erret|geshtenje te erreta', brown: 'kafe|geshtenje', 'light-brown': 'kafe te celeta|geshtenje te celeta', blond: 'te verdha|bjonde|verdha|biond|bionde', 'dark-blond': 'bjonde te erreta', red: 'te kuqe|kuqe', grey: 'gri|thinjura', white: 'bardha', dyed: 'te lyera|lyera' },
  hairStyle: { short: 'te shkurtra|te shkurter|shkurtra|shkurter', 'shoulder-length': 'deri te supet|deri ne supe', long: 'te gjata|te gjate|gjata|gjate', shaved: 'te rruara|rruara', straight: 'te drejta|te lemuara|drejta', curly: 'kacurrela|kacurrele|dredha', wavy: 'te valezuara|valezuara', ponytail: 'bisht', plaits: 'gershet|gersheta', bun: 'topuz', fringe: 'balluke' },
  eyeColour: { brown: 'kafe|geshtenje', blue: 'blu|kaltra|te kaltra|te kalter', green: 'jeshile|te gjelber|gjelber|te gjelbra', grey: 'gri', hazel: 'lajthi', black: 'te zinj|te zeza|zinj|zeza' },
  vehicle: {
    any: 'automjet|automjeti',
    car: 'makine|makina|makinen|makines|veture|vetura', van: 'furgon|furgoni|furgonin', lorry: 'kamion', bus: 'autobus', minibus: 'minibus', motorcycle: 'motor|motocikl|motociklete', moped: 'motorino', camper: 'kamper', caravan: 'karavan|rulote', trailer: 'rimorkio', taxi: 'taksi', tractor: 'traktor', 'off-road-vehicle': 'fuoristrade|xhip', 'pick-up': 'kamioncine', boat: 'varke|skaf',
  },
  mark: { glasses: 'syze', braces: 'aparat dhembesh', scar: 'shenje|vrage', tattoo: 'tatuazh', birthmark: 'nishan', freckles: 'quka|prenka', piercing: 'pirsing', 'hearing-aid': 'aparat degjimi', 'missing-tooth': 'i mungon nje dhemb', wheelchair: 'karrige me rrota', crutches: 'paterica', 'plaster-cast': 'allci' },
  item: {
    rucksack: 'cante shpine|çante shpine', 'school-bag': 'cante shkolle|çante shkolle', bag: 'cante|çante', suitcase: 'valixhe', bicycle: 'biciklete|bicikleten|bicikleta', scooter: 'trotinet', pushchair: 'karroce', 'mobile-phone': 'celular|telefon celular', headphones: 'kufje', watch: 'ore dore', necklace: 'gjerdan|varese', earrings: 'vathe', bracelet: 'byzylyk', toy: 'loder|arush', doll: 'kukull',
  },
  sex: { female: 'vajze|vajza|vajzen|vajzes|goce|vjecare|vjecarja', male: 'djale|djali|djalin|djalit|vjecari' },
  adult: { female: 'grua|gruaja|grua', male: 'burre|burri|burrin' },
  relation: {
    mother: 'nena|nenes|nene|e ema|mamaja', father: 'babai|babait|baba|i ati|babain', parent: 'prind|prindi|prinderit', 'step-parent': 'njerku|njerka|njerkun', grandparent: 'gjyshi|gjyshja|gjyshin', sibling: 'vella|vellai|vellain|vellait|motra|motren|motres|moter|vellezer*', 'other-relative': 'xhaxhai|xhaxhain|daja|teze|halla|kusheri*|kusherira', 'family-friend': 'mik i familjes', acquaintance: 'shok|shoku|shoqe|shoqja|shoqen|shokun|mik|i njohur',
    stranger: 'i panjohur|te panjohur|nje i panjohur|panjohur',
  },
  category: { abduction: 'rrembye*|rrembim*|rrembyer|grabit*', runaway: 'ka ikur nga shtepia|iku nga shtepia|largim vullnetar|arratis*', 'lost-injured': 'ka humbur rrugen|humbi rrugen|i humbur|e humbur', 'missing-in-migration': 'i mitur i pashoqeruar|e mitur e pashoqeruar|azilkerkues*' },
  month: {
    1: 'janar|janari|janarit', 2: 'shkurt|shkurti|shkurtit', 3: 'mars|marsi|marsit', 4: 'prill|prilli|prillit', 5: 'maj|maji|majit', 6: 'qershor|qershori|qershorit', 7: 'korrik|korriku|korrikut', 8: 'gusht|gushti|gushtit', 9: 'shtator|shtatori|shtatorit', 10: 'tetor|tetori|tetorit', 11: 'nentor|nentori|nentorit', 12: 'dhjetor|dhjetori|dhjetorit',
  },
  unit: { year: 'vjec|vjece|vjecare|vjecar|vjecari|vjecarja|vite', month: 'muajsh|muaj' },
  number: NUMBER,
  yearsOld: joined(NUMBER, 'vjec*'),
  country: { AL: 'shqiperi*', GR: 'greqi*', NL: 'holand*', CZ: 'ceki*', GB: 'angli*|britani*|mbreteria e bashkuar', MK: 'maqedonia e veriut|maqedonine e veriut|maqedoni*', XK: 'kosov*', RS: 'serbi*', ME: 'mal i zi|malin e zi|malit te zi', IT: 'itali*', DE: 'gjermani*', BA: 'bosnje*', HR: 'kroaci*', CH: 'zvicer*', AT: 'austri*', FR: 'franc*' },
  cue: {
    hair: 'floke|flokë|floket', eyes: 'sy|syte', plate: 'targe|targa|targen|me targa|targat', child: 'femije|femija|femijes|foshnje|i mitur|e mitur|i mituri|e mitura|adoleshent|adoleshente|bebe', named: 'me emrin|i quajtur|e quajtur|emri|quhet', aged: 'mosha|moshe|ne moshen', about: 'rreth|afersisht', not: 'pa|nuk|asnje', since: 'prej|qe prej|qe nga|nga data', seen: 'zhdukur|humbur|pare|i zhdukur|e zhdukur|u zhduk|eshte pare|u pa|zhduk*',
    born: 'lindur|datelindja|i lindur|e lindur', published: 'publikuar|perditesuar', ago: 'me pare|para', from: 'nga|prane', in: 'ne', towards: 'drejt|per ne|ne drejtim te', with: 'me|bashke me|i shoqeruar nga|e shoqeruar nga|se bashku me', by: 'nga', and: 'dhe|ose', suspect: 'i dyshuari|e dyshuara|rrembyesi|rrembyesja|i dyshuar|autori', today: 'sot', yesterday: 'dje', clock: 'ne oren|ora|rreth ores', hour: 'ora|oren',
    afternoon: 'pasdite|mbremje', lasting: 'per', foot: 'kembe', inch: 'inc|inca', common: 'i|e|te|me|dhe|nje|ne|nga|eshte|ishte|ka|vishte|mban|veshur|policia|se|per|u|ajo|ai',
  },
};
