// Makes of vehicles that are common in Europe, as they are written on them, and the words of a text that name them.
const NAMES = 'Alfa Romeo|Audi|BMW|BYD|Chevrolet|Chrysler|Citroën|Cupra|Dacia|DAF|Daewoo|Daihatsu|Dodge|Ducati|Fiat|Ford|Harley-Davidson|Honda|Hyundai|Infiniti|Isuzu|Iveco|Jaguar|Jeep|Kia|Lada|Lancia|Land Rover|Lexus|MAN|Mazda|Mercedes-Benz|MG|Mini|Mitsubishi|Nissan|Opel|Peugeot|Piaggio|Polestar|Porsche|Range Rover|Renault|Rover|Saab|Scania|Seat|Škoda|Smart|SsangYong|Subaru|Suzuki|Tesla|Toyota|Vauxhall|Vespa|Volkswagen|Volvo|Yamaha|Zastava';

const OTHERWISE: Readonly<Record<string, string>> = { vw: 'Volkswagen', mercedes: 'Mercedes-Benz', yugo: 'Zastava', ситроен: 'Citroën' };

/** In Serbian and Greek letters makes are written as they are spoken. */
const SPOKEN: Readonly<Record<string, string>> = {
  opel: 'Opel', folksvagen: 'Volkswagen', golf: 'Volkswagen', audi: 'Audi', mercedes: 'Mercedes-Benz', reno: 'Renault', pezo: 'Peugeot', fijat: 'Fiat', skoda: 'Škoda', tojota: 'Toyota', citroen: 'Citroën', sitroen: 'Citroën', dacija: 'Dacia', dacia: 'Dacia', folcvagen: 'Volkswagen', zastava: 'Zastava',
  οπελ: 'Opel', φορντ: 'Ford', φιατ: 'Fiat', τογιοτα: 'Toyota', μερσεντες: 'Mercedes-Benz', αουντι: 'Audi', ρενο: 'Renault', πεζο: 'Peugeot', νισαν: 'Nissan', σκοντα: 'Škoda', σιτροεν: 'Citroën',
};

/** Words too common in a language to be a make unless capitalised throughout, or beside a vehicle. */
export const AMBIGUOUS: ReadonlySet<string> = new Set(['MAN', 'Mini', 'Smart', 'Seat', 'Ford', 'Rover', 'Lancia', 'Jeep', 'MG']);

const keyOf = (name: string): string => name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Folded words, with spaces for hyphens → the make. */
export const MAKES: ReadonlyMap<string, string> = new Map([
  ...NAMES.split('|').map((name): [string, string] => [keyOf(name).replace('-', ' '), name]), ...Object.entries(OTHERWISE).map(([word, name]): [string, string] => [keyOf(word), name]), ...Object.entries(SPOKEN),
]);
