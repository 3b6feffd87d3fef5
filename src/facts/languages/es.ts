// Spanish words for the facts of a case.
import type { Language } from './language.js';

export const SPANISH: Language = {
  tag: 'es',
  colourFollows: true,
  colour: {
    black: 'negro|negra|negros|negras', white: 'blanco|blanca|blancos|blancas', grey: 'gris|grises', silver: 'plateado|plateada|plata', red: 'rojo|roja|rojos|rojas', 'dark-red': 'rojo oscuro|granate|burdeos', blue: 'azul|azules', 'light-blue': 'azul claro|celeste', 'dark-blue': 'azul oscuro|azul marino', turquoise: 'turquesa', green: 'verde|verdes',
    'light-green': 'verde claro', 'dark-green': 'verde oscuro', yellow: 'amarillo|amarilla|amarillos|amarillas', orange: 'naranja', brown: 'marron|marrones', 'light-brown': 'marron claro', beige: 'beige|beis', gold: 'dorado|dorada', pink: 'rosa|rosas', purple: 'morado|morada|violeta|lila', multicoloured: 'multicolor|de colores',
  },
  garment: {
    jacket: 'chaqueta|cazadora|chaqueton|chamarra', coat: 'abrigo|gabardina', waistcoat: 'chaleco', hoodie: 'sudadera con capucha', jumper: 'jersey|sueter', sweatshirt: 'sudadera', 't-shirt': 'camiseta', shirt: 'camisa', blouse: 'blusa', dress: 'vestido', skirt: 'falda', trousers: 'pantalon|pantalones', jeans: 'vaqueros|vaquero|pantalon vaquero|pantalones vaqueros',
    shorts: 'pantalon corto|pantalones cortos|bermudas', leggings: 'leggings|mallas', tracksuit: 'chandal', swimsuit: 'banador', pyjamas: 'pijama', 'school-uniform': 'uniforme escolar', cap: 'gorra', hat: 'sombrero', 'woolly-hat': 'gorro', headscarf: 'panuelo', scarf: 'bufanda', gloves: 'guantes', shoes: 'zapatos', trainers: 'zapatillas|zapatillas deportivas|deportivas',
    boots: 'botas', sandals: 'sandalias|chanclas', slippers: 'zapatillas de casa', socks: 'calcetines', tights: 'medias|leotardos',
  },
  hairColour: { black: 'negro|moreno', 'dark-brown': 'castano oscuro', brown: 'castano|marron', 'light-brown': 'castano claro', blond: 'rubio', 'dark-blond': 'rubio oscuro', red: 'pelirrojo', grey: 'canoso', white: 'blanco', dyed: 'tenido' },
  hairStyle: { short: 'corto', 'shoulder-length': 'media melena', long: 'largo', shaved: 'rapado', straight: 'liso', curly: 'rizado', wavy: 'ondulado', ponytail: 'coleta', plaits: 'trenzas', bun: 'mono', fringe: 'flequillo' },
  eyeColour: { brown: 'marrones|castanos|cafes', blue: 'azules', green: 'verdes', grey: 'grises', hazel: 'avellana', black: 'negros' },
  vehicle: {
    any: 'vehiculo',
    car: 'coche|turismo|automovil|auto', van: 'furgoneta', lorry: 'camion', bus: 'autobus', minibus: 'microbus|minibus', motorcycle: 'moto|motocicleta', moped: 'ciclomotor', camper: 'autocaravana', caravan: 'caravana', trailer: 'remolque', taxi: 'taxi', tractor: 'tractor', 'off-road-vehicle': 'todoterreno|suv', 'pick-up': 'pick up', 'estate-car': 'familiar', boat: 'barco|lancha',
  },
  mark: { glasses: 'gafas', braces: 'ortodoncia|aparato dental|brackets', scar: 'cicatriz', tattoo: 'tatuaje', birthmark: 'mancha de nacimiento|lunar', freckles: 'pecas', piercing: 'piercing', 'hearing-aid': 'audifono', 'missing-tooth': 'le falta un diente', wheelchair: 'silla de ruedas', crutches: 'muletas', 'plaster-cast': 'escayola' },
  item: {
    rucksack: 'mochila', 'school-bag': 'cartera escolar', bag: 'bolsa', handbag: 'bolso', suitcase: 'maleta', bicycle: 'bicicleta|bici', scooter: 'patinete', skateboard: 'monopatin', pushchair: 'cochecito|carrito', 'mobile-phone': 'telefono movil|movil', headphones: 'auriculares', watch: 'reloj', necklace: 'collar', earrings: 'pendientes', bracelet: 'pulsera', toy: 'juguete|peluche', doll: 'muneca',
  },
  sex: { female: 'nina|chica|muchacha', male: 'nino|chico|muchacho' },
  adult: { female: 'mujer', male: 'hombre|varon' },
  relation: {
    mother: 'madre|mama', father: 'padre|papa', parent: 'progenitor|progenitora|padres', 'step-parent': 'padrastro|madrastra', grandparent: 'abuelo|abuela|abuelos', sibling: 'hermano|hermana|hermanos|hermanas|hermanito|hermanita', 'other-relative': 'tio|tia|primo|prima', 'family-friend': 'amigo de la familia', acquaintance: 'amigo|amiga|amigos|conocido|novio|novia',
    stranger: 'desconocido|desconocida|desconocidos',
  },
  category: { abduction: 'secuestr*|sustraccion|sustraid*|raptad*|rapto', runaway: 'fuga|fugado|fugada|se ha escapado|se escapo|fuga voluntaria', 'lost-injured': 'se perdio|se ha perdido|extraviad*|perdido|perdida', 'missing-in-migration': 'menor no acompanado|menor extranjero no acompanado|solicitante de asilo' },
  month: { 1: 'enero|ene', 2: 'febrero|feb', 3: 'marzo|mar', 4: 'abril|abr', 5: 'mayo|may', 6: 'junio|jun', 7: 'julio|jul', 8: 'agosto|ago', 9: 'septiembre|setiembre|sept|sep', 10: 'octubre|oct', 11: 'noviembre|nov', 12: 'diciembre|dic' },
  unit: { year: 'anos de edad|anos|ano', month: 'meses|mes' },
  number: { 1: 'un', 2: 'dos', 3: 'tres', 4: 'cuatro', 5: 'cinco', 6: 'seis', 7: 'siete', 8: 'ocho', 9: 'nueve', 10: 'diez', 11: 'once', 12: 'doce', 13: 'trece', 14: 'catorce', 15: 'quince', 16: 'dieciseis', 17: 'diecisiete' },
  yearsOld: {},
  country: { NL: 'holanda', CZ: 'republica checa', GB: 'gran bretana|inglaterra|escocia', BA: 'bosnia', MK: 'macedonia' },
  cue: {
    hair: 'pelo|cabello', eyes: 'ojos', plate: 'matricula|matriculas', child: 'menor|bebe|adolescente|joven|ninos|menores', named: 'llamado|llamada|de nombre|nombre|se llama', aged: 'edad', about: 'aproximadamente|unos|cerca de', not: 'sin|no|ningun', since: 'desde', seen: 'desaparecida|desaparecido|desaparecio|desaparicion|visto|vista|ultima vez', born: 'nacido el|nacida el|nacido|nacida|fecha de nacimiento',
    published: 'publicado|actualizado', ago: 'hace', from: 'de|desde|cerca de', in: 'en', towards: 'hacia|con destino a|rumbo a', with: 'con|junto a|junto con|acompanado de|acompanada de|acompanada por', by: 'por', and: 'y|e|o', suspect: 'sospechoso|sospechosa|secuestrador|secuestradora|presunto autor', today: 'hoy|esta manana', yesterday: 'ayer', clock: 'a las|sobre las', hour: 'horas|h',
    afternoon: 'de la tarde|de la noche', lasting: 'durante|ultimos', foot: 'pie|pies', inch: 'pulgada|pulgadas', common: 'el|la|los|las|un|una|y|de|del|viste|vestia|lleva|llevaba|policia|es|fue|su|por|llame|que|guardia',
  },
};
