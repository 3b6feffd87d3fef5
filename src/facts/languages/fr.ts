// French words for the facts of a case.
import type { Language } from './language.js';

export const FRENCH: Language = {
  tag: 'fr',
  colourFollows: true,
  colour: {
    black: 'noir|noire|noirs|noires', white: 'blanc|blanche|blancs|blanches', grey: 'gris|grise|grises', silver: 'argent|argente*', red: 'rouge|rouges', 'dark-red': 'rouge fonce|bordeaux', blue: 'bleu|bleue|bleus|bleues', 'light-blue': 'bleu clair|bleu ciel', 'dark-blue': 'bleu fonce|bleu marine|marine',
    turquoise: 'turquoise', green: 'vert|verte|verts|vertes', 'light-green': 'vert clair', 'dark-green': 'vert fonce', yellow: 'jaune|jaunes', orange: 'orange', brown: 'marron|brun|brune|bruns', 'light-brown': 'marron clair', beige: 'beige|beiges', gold: 'dore*', pink: 'rose|roses', purple: 'violet|violette|violets|mauve',
    multicoloured: 'multicolore*',
  },
  garment: {
    jacket: 'veste|blouson|doudoune|coupe vent', coat: 'manteau|parka|impermeable', waistcoat: 'gilet sans manches', hoodie: 'sweat a capuche|pull a capuche|hoodie', jumper: 'pull|pullover|gilet', sweatshirt: 'sweat|sweat shirt', 't-shirt': 't shirt|tee shirt|tshirt', shirt: 'chemise', blouse: 'chemisier|blouse', dress: 'robe', skirt: 'jupe',
    trousers: 'pantalon', jeans: 'jean|jeans', shorts: 'short|bermuda', leggings: 'legging|leggings', tracksuit: 'survetement|jogging', swimsuit: 'maillot de bain', pyjamas: 'pyjama', 'school-uniform': 'uniforme scolaire', cap: 'casquette', hat: 'chapeau', 'woolly-hat': 'bonnet', headscarf: 'foulard', scarf: 'echarpe', gloves: 'gants', shoes: 'chaussures',
    trainers: 'baskets|tennis', boots: 'bottes', sandals: 'sandales|tongs', slippers: 'chaussons|pantoufles', socks: 'chaussettes', tights: 'collants|collant',
  },
  hairColour: { black: 'noir|noirs', 'dark-brown': 'brun fonce|chatain fonce|chatains fonces', brown: 'brun|bruns|chatain|chatains|marron', 'light-brown': 'chatain clair|chatains clairs', blond: 'blond|blonds', 'dark-blond': 'blond fonce|blonds fonces', red: 'roux', grey: 'gris', white: 'blancs', dyed: 'teints|colores' },
  hairStyle: { short: 'court|courts', 'shoulder-length': 'mi longs', long: 'long|longs', shaved: 'rase|rases', straight: 'raides|lisses', curly: 'boucles|frises', wavy: 'ondules', ponytail: 'queue de cheval', plaits: 'tresses|nattes', bun: 'chignon', fringe: 'frange' },
  eyeColour: { brown: 'marron|bruns', blue: 'bleu|bleus', green: 'vert|verts', grey: 'gris', hazel: 'noisette', black: 'noirs' },
  vehicle: {
    any: 'vehicule',
    car: 'voiture|berline|automobile', van: 'camionnette|fourgon|fourgonnette|utilitaire', lorry: 'camion|poids lourd', bus: 'bus|autocar', minibus: 'minibus', motorcycle: 'moto', moped: 'cyclomoteur|mobylette', camper: 'camping car', caravan: 'caravane', trailer: 'remorque', taxi: 'taxi', tractor: 'tracteur', 'off-road-vehicle': 'suv|4x4|tout terrain',
    'pick-up': 'pick up', 'estate-car': 'break', boat: 'bateau',
  },
  mark: { glasses: 'lunettes', braces: 'appareil dentaire', scar: 'cicatrice', tattoo: 'tatouage', birthmark: 'tache de naissance|grain de beaute', freckles: 'taches de rousseur', piercing: 'piercing', 'hearing-aid': 'appareil auditif', 'missing-tooth': 'dent manquante', wheelchair: 'fauteuil roulant', crutches: 'bequilles', 'plaster-cast': 'platre' },
  item: {
    rucksack: 'sac a dos', 'school-bag': 'cartable', bag: 'sac', handbag: 'sac a main', suitcase: 'valise', bicycle: 'velo|vtt|bicyclette', scooter: 'trottinette', skateboard: 'skateboard', pushchair: 'poussette', 'mobile-phone': 'telephone portable', headphones: 'casque audio', watch: 'montre', necklace: 'collier', earrings: 'boucles d oreilles',
    bracelet: 'bracelet', toy: 'jouet|doudou|peluche', doll: 'poupee',
  },
  sex: { female: 'fille|fillette', male: 'garcon|garconnet' },
  adult: { female: 'femme', male: 'homme|individu' },
  relation: {
    mother: 'mere|maman', father: 'pere|papa', parent: 'parent|parents', 'step-parent': 'beau pere|belle mere', 'partner-of-parent': 'compagnon de la mere|compagne du pere', grandparent: 'grand pere|grand mere|grands parents', sibling: 'frere|freres|soeur|soeurs|demi frere|demi soeur|petit frere|petite soeur|sœur|sœurs|petite sœur', 'other-relative': 'oncle|tante|cousin|cousine',
    'family-friend': 'ami de la famille', acquaintance: 'ami|amie|amis|connaissance|camarade', stranger: 'inconnu|inconnue|inconnus',
  },
  category: { abduction: 'enleve*|enlevement|kidnapp*', runaway: 'fugue|fugueuse|fugueur|a fugue', 'lost-injured': 's est perdu|s est perdue|s est egare|s est egaree|egare|egaree', 'missing-in-migration': 'mineur non accompagne|mineure non accompagnee|demandeur d asile' },
  month: { 1: 'janvier|janv', 2: 'fevrier|fevr', 3: 'mars', 4: 'avril|avr', 5: 'mai', 6: 'juin', 7: 'juillet|juil', 8: 'aout', 9: 'septembre|sept', 10: 'octobre|oct', 11: 'novembre|nov', 12: 'decembre|dec' },
  unit: { year: 'ans|an', month: 'mois' },
  number: { 1: 'un', 2: 'deux', 3: 'trois', 4: 'quatre', 5: 'cinq', 6: 'six', 7: 'sept', 8: 'huit', 9: 'neuf', 10: 'dix', 11: 'onze', 12: 'douze', 13: 'treize', 14: 'quatorze', 15: 'quinze', 16: 'seize', 17: 'dix sept' },
  yearsOld: {},
  country: { NL: 'hollande', CZ: 'republique tcheque', GB: 'grande bretagne|angleterre|ecosse', BA: 'bosnie', MK: 'macedoine' },
  cue: {
    hair: 'cheveux', eyes: 'yeux', plate: 'plaque|plaques|immatriculation|immatricule|immatriculee|plaque d immatriculation', child: 'enfant|enfants|bebe|mineur|mineure|adolescent|adolescente|ado|nourrisson|eleve', named: 'prenomme|prenommee|nomme|nommee|nom|prenom|appele|appelee', aged: 'age|agee', about: 'environ', not: 'sans|pas|aucun|ni',
    since: 'depuis', seen: 'disparu|disparue|disparition|vu|vue|a disparu|dernierement vu', born: 'ne le|nee le|date de naissance|naissance', published: 'publie|mis a jour', ago: 'il y a', from: 'de|depuis|pres de', in: 'a|au|aux|en|dans', towards: 'vers|direction|en direction de', with: 'avec|accompagne de|accompagnee de|en compagnie de', by: 'par', and: 'et|ou',
    suspect: 'suspect|suspecte|ravisseur|ravisseuse|auteur presume', today: 'aujourd hui|ce matin', yesterday: 'hier', clock: 'a|vers', hour: 'h|heures|heure', afternoon: 'de l apres midi|du soir', lasting: 'pendant|depuis', foot: 'pied|pieds', inch: 'pouce|pouces', common: 'le|la|les|est|une|un|et|des|porte|portait|elle|il|son|sa|police|gendarmerie|du|vetu|vetue|appelez|dans',
  },
};
