// Whether an address leads to a picture that only stands for a missing photo, by the words publishers give such files. Words are data: add your language.

/** In small letters, words joined by "-". */
const WORDS: readonly string[] = [
  'placeholder', 'silhouette', 'silueta', 'silhuett', 'default-avatar', 'avatar-default', 'dummy',
  'no-photo', 'nophoto', 'no-foto', 'no-image', 'noimage', 'no-picture', 'nopicture', 'no-pic', 'photo-not-available', 'image-not-available', 'photo-unavailable', 'image-unavailable', 'missing-photo',
  'platzhalter', 'kein-foto', 'kein-bild', 'ohne-foto', 'ohne-bild', 'geen-foto', 'geenfoto', 'geen-afbeelding',
  'pas-de-photo', 'sans-photo', 'photo-non-disponible', 'sin-foto', 'sin-imagen', 'sem-foto', 'sem-imagem', 'senza-foto', 'nessuna-foto', 'foto-non-disponibile',
  'pa-foto', 'nema-slike', 'nema-fotografije', 'bez-slike', 'brak-zdjecia', 'bez-zdjecia', 'bez-fotky', 'bez-fotografie', 'nincs-kep', 'fara-foto', 'fara-poza', 'inget-foto', 'ingen-bild', 'ingen-foto',
  'ei-kuvaa', 'foto-puudub', 'nav-foto', 'nera-nuotraukos', 'choris-foto', 'xoris-foto', 'bez-snimka', 'fotograf-yok',
];

const PATTERN = new RegExp(`(?:^|-)(?:${WORDS.join('|')})(?:-|$)`);

const decoded = (text: string): string => { try { return decodeURIComponent(text); } catch { return text; } };

/** Small letters without accents, all else a hyphen: "/img/Geen_Foto%202.png" is "img-geen-foto-2-png". */
const asWords = (text: string): string => decoded(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** Looks at the path alone: the name of a server says nothing of one picture. */
export const leadsToPlaceholder = (uri: string): boolean => URL.canParse(uri) && PATTERN.test(asWords(new URL(uri).pathname));
