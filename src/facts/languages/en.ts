// English words for the facts of a case.
import type { Language } from './language.js';

export const ENGLISH: Language = {
  tag: 'en',
  colourFollows: false,
  colour: {
    black: 'black', white: 'white', grey: 'grey|gray', silver: 'silver', red: 'red', 'dark-red': 'dark red|maroon|burgundy', blue: 'blue', 'light-blue': 'light blue|sky blue|pale blue',
    'dark-blue': 'dark blue|navy|navy blue', turquoise: 'turquoise', green: 'green', 'light-green': 'light green', 'dark-green': 'dark green', yellow: 'yellow', orange: 'orange', brown: 'brown',
    'light-brown': 'light brown', beige: 'beige', gold: 'gold|golden', pink: 'pink', purple: 'purple|violet|lilac', multicoloured: 'multicoloured|multicolored|multi coloured|colourful|colorful',
  },
  garment: {
    jacket: 'jacket|jackets|anorak|windbreaker', coat: 'coat|raincoat|overcoat|parka', waistcoat: 'waistcoat|vest|gilet', hoodie: 'hoodie|hoody|hooded top|hooded sweatshirt', jumper: 'jumper|sweater|pullover|cardigan',
    sweatshirt: 'sweatshirt', 't-shirt': 't shirt|tshirt|tee shirt', shirt: 'shirt', blouse: 'blouse', dress: 'dress', skirt: 'skirt', trousers: 'trousers|pants|joggers', jeans: 'jeans', shorts: 'shorts',
    leggings: 'leggings', tracksuit: 'tracksuit', swimsuit: 'swimsuit|swimming trunks|bathing suit', pyjamas: 'pyjamas|pajamas', 'school-uniform': 'school uniform', cap: 'cap|baseball cap', hat: 'hat|sun hat',
    'woolly-hat': 'woolly hat|beanie|bobble hat', headscarf: 'headscarf|hijab', scarf: 'scarf', gloves: 'gloves', shoes: 'shoes', trainers: 'trainers|sneakers|running shoes', boots: 'boots|wellingtons',
    sandals: 'sandals|flip flops', slippers: 'slippers', socks: 'socks', tights: 'tights',
  },
  hairColour: {
    black: 'black', 'dark-brown': 'dark brown', brown: 'brown|brunette', 'light-brown': 'light brown', blond: 'blond|blonde|fair', 'dark-blond': 'dark blond|dark blonde', red: 'red|ginger|auburn', grey: 'grey|gray',
    white: 'white', dyed: 'dyed',
  },
  hairStyle: { short: 'short', 'shoulder-length': 'shoulder length', long: 'long', shaved: 'shaved', straight: 'straight', curly: 'curly', wavy: 'wavy', ponytail: 'ponytail|pony tail', plaits: 'plaits|braids|pigtails', bun: 'bun', fringe: 'fringe' },
  eyeColour: { brown: 'brown', blue: 'blue', green: 'green', grey: 'grey|gray', hazel: 'hazel', black: 'black' },
  vehicle: {
    any: 'vehicle',
    car: 'car|saloon|sedan|hatchback', van: 'van', lorry: 'lorry|truck', bus: 'bus', minibus: 'minibus', motorcycle: 'motorcycle|motorbike', moped: 'moped', camper: 'camper|motorhome|camper van', caravan: 'caravan',
    trailer: 'trailer', taxi: 'taxi', tractor: 'tractor', 'off-road-vehicle': 'suv|off road vehicle|jeep', 'pick-up': 'pick up truck|pickup|pickup truck|pick up', 'estate-car': 'estate car|station wagon', boat: 'boat',
  },
  mark: {
    glasses: 'glasses|spectacles', braces: 'braces', scar: 'scar|scars', tattoo: 'tattoo|tattoos', birthmark: 'birthmark', freckles: 'freckles', piercing: 'piercing|piercings', 'hearing-aid': 'hearing aid|hearing aids',
    'missing-tooth': 'missing tooth|missing front tooth', wheelchair: 'wheelchair', crutches: 'crutches', 'plaster-cast': 'plaster cast',
  },
  item: {
    rucksack: 'rucksack|backpack', 'school-bag': 'school bag|schoolbag|satchel', bag: 'bag', handbag: 'handbag', suitcase: 'suitcase', bicycle: 'bicycle|bike|mountain bike', scooter: 'scooter', skateboard: 'skateboard',
    pushchair: 'pushchair|stroller|pram|buggy', 'mobile-phone': 'mobile phone|cell phone|smartphone', headphones: 'headphones', watch: 'wristwatch', necklace: 'necklace', earrings: 'earrings', bracelet: 'bracelet', toy: 'toy|teddy bear',
    doll: 'doll',
  },
  sex: { female: 'girl|schoolgirl', male: 'boy|schoolboy' },
  adult: { female: 'woman|lady', male: 'man' },
  relation: {
    mother: 'mother|mum|mom', father: 'father|dad', parent: 'parent|parents', 'step-parent': 'stepfather|stepmother|step father|step mother', 'partner-of-parent': 'mothers partner|fathers partner',
    grandparent: 'grandfather|grandmother|grandparent|grandparents', sibling: 'brother|sister|brothers|sisters|sibling|siblings|twin|half brother|half sister', 'other-relative': 'uncle|aunt|cousin|cousins|relative',
    'family-friend': 'family friend', acquaintance: 'friend|friends|boyfriend|girlfriend|acquaintance|classmate', stranger: 'stranger|unknown man|unknown woman|unknown person|unknown persons',
  },
  category: {
    abduction: 'abduct*|kidnap*|taken by|snatched', runaway: 'runaway|run away|ran away|runs away|absconded|left home', 'lost-injured': 'got lost|is lost|may be lost|lost his way|lost her way|wandered off|may be injured',
    'missing-in-migration': 'unaccompanied minor|asylum seeker|reception centre for migrants|refugee',
  },
  month: {
    1: 'jan|january', 2: 'feb|february', 3: 'mar|march', 4: 'apr|april', 5: 'may', 6: 'jun|june', 7: 'jul|july', 8: 'aug|august', 9: 'sep|sept|september', 10: 'oct|october', 11: 'nov|november', 12: 'dec|december',
  },
  unit: { year: 'years old|year old|years of age|years|year|yrs|yr|yo', month: 'months old|month old|months|month' },
  number: { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five', 6: 'six', 7: 'seven', 8: 'eight', 9: 'nine', 10: 'ten', 11: 'eleven', 12: 'twelve', 13: 'thirteen', 14: 'fourteen', 15: 'fifteen', 16: 'sixteen', 17: 'seventeen' },
  yearsOld: {},
  country: {
    NL: 'the netherlands|netherlands|holland', CZ: 'czech republic|czechia', GB: 'united kingdom|great britain|england|scotland|wales|uk|u k', BA: 'bosnia', MK: 'macedonia|north macedonia', TR: 'turkey', IE: 'republic of ireland', SK: 'slovak republic',
  },
  cue: {
    hair: 'hair|haired', eyes: 'eyes|eyed', plate: 'plate|plates|number plate|licence plate|license plate|registration|registration number|reg', child: 'child|children|kid|toddler|baby|infant|pupil|teenager|teen|minor', named: 'named|called|name|by the name of',
    aged: 'aged|age', about: 'about|approximately|around|approx|some', not: 'no|not|without|never', since: 'since|from', seen: 'missing|last seen|disappeared|was seen|vanished|seen', born: 'born|date of birth|dob',
    published: 'published|updated|issued|posted', ago: 'ago', from: 'from|near|outside', in: 'in|at|of', towards: 'to|towards|toward|heading for|bound for|for', with: 'with|together with|accompanied by', by: 'by', and: 'and|or',
    suspect: 'suspect|suspects|abductor|abductors|kidnapper|kidnappers|perpetrator|suspected abductor', today: 'today|this morning|this afternoon', yesterday: 'yesterday', clock: 'at|around|about', hour: 'oclock|o clock|am|a m|hours|hrs', afternoon: 'pm|p m',
    lasting: 'for|within|past|last|over', foot: 'ft|foot|feet', inch: 'in|ins|inch|inches', common: 'the|is|was|and|a|an|he|she|has|wearing|of|her|his|on|old|police|believed|wears|who|seen|please|call',
  },
};
