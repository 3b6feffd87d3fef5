// What says "test" or "exercise" in the languages of Europe's warnings, and what only looks like it. Data for status-signals.ts; accents and capitals do not count.
import type { Status } from '../model/generated/alert.js';

/** A space stands for white space or a hyphen, `*` for any ending. */
export interface StatusWords {
  /** Say so by themselves: in capitals, at either end of a headline, in brackets. */
  words?: readonly string[];
  /** Have other meanings as well, so that they must stand out: in capitals amid small letters, or alone between signs. */
  faint?: readonly string[];
  /** Say so wherever they stand in a headline, or in the first words of a description. */
  compounds?: readonly string[];
  /** Whole statements, which say so wherever they stand in any text. */
  sentences?: readonly string[];
}

export interface LanguageWords {
  test: StatusWords;
  exercise: StatusWords;
  /** Phrases with one of the words that are no sign. */
  innocent?: readonly string[];
  /** What denies, when it stands up to two words before a sign: "this is not a test". */
  denials: readonly string[];
}

/** The word that most languages share stands with English. Words are looked for in every text, because an alert in one language may be marked in another. */
export const STATUS_WORDS: Readonly<Record<string, LanguageWords>> = {
  en: {
    test: {
      words: ['test', 'testing'], faint: ['tests', 'trial', 'mock', 'dummy'],
      compounds: ['test alert', 'test alarm', 'test message', 'test warning', 'test notification', 'test broadcast', 'test only', 'alert test', 'alarm test', 'system test', 'monthly test', 'weekly test', 'periodic test', 't e s t', 'testalert'],
      sentences: ['this is a test', 'this is only a test', 'test only', 'test message please ignore', 'for test purposes', 'for testing purposes', 'no real alert', 'not a real alert'],
    },
    exercise: {
      words: ['exercise'], faint: ['drill', 'training', 'rehearsal'],
      compounds: ['exercise only', 'exercise message', 'exercise alert', 'exercise alarm', 'training message', 'training alert', 'training only', 'drill only', 'drill alert', 'drill message', 'simulated alert'],
      sentences: ['exercise only', 'this is an exercise', 'this is a drill', 'this is only an exercise', 'this is only a drill', 'for training purposes only', 'for exercise purposes', 'part of an exercise'],
    },
    innocent: [
      'exercise * caution', 'exercise caution', 'exercise care', 'exercise extreme care', 'exercise custody', 'exercise parental', 'exercise restraint', 'exercise your', 'exercise his', 'exercise her', 'exercise class*', 'exercise book*', 'exercise bike*',
      'test result*', 'test drive*', 'test centre', 'test center', 'test pilot', 'test tube', 'test valley', 'river test', 'test match', 'test paper', 'test site', 'test positive', 'dna test*', 'blood test*', 'drug test*', 'covid test*', 'pcr test*', 'corona test*', 'school test',
      'driving test', 'pregnancy test*', 'paternity test*', 'eye test', 'maths test', 'math test', 'after test', 'after a test', 'before test', 'testing centre', 'testing center', 'testing site', 'covid testing', 'dna testing', 'police training', 'training ground', 'training camp', 'football training', 'after training',
      'training shoe*', 'training suit', 'training centre', 'training center', 'trial date', 'before trial', 'murder trial', 'on trial', 'standing trial',
    ],
    denials: ['not', 'no', 'never', 'isn\'t', 'isn’t'],
  },
  de: {
    test: {
      words: ['testalarm', 'probealarm', 'testmeldung', 'testwarnung', 'probewarnung', 'probemeldung'], faint: ['probe'],
      compounds: ['testalarm*', 'probealarm*', 'testmeldung*', 'testwarnung*', 'probewarnung*', 'testnachricht*', 'testauslosung*', 'funktionstest', 'test alarm', 'warntag', 'sirenentest', 'technischer test'],
      sentences: ['dies ist ein test', 'das ist ein test', 'es handelt sich um einen test', 'nur ein test', 'zu testzwecken', 'dies ist ein probealarm', 'es handelt sich um einen probealarm'],
    },
    exercise: { words: ['ubung', 'uebung'], compounds: ['ubungsalarm*', 'ubungsmeldung*', 'ubungswarnung*', 'ubungszweck*', 'uebungsalarm*', 'alarmubung*', 'katastrophenschutzubung*', 'ubung ubung'], sentences: ['dies ist eine ubung', 'das ist eine ubung', 'es handelt sich um eine ubung', 'nur eine ubung', 'zu ubungszwecken', 'nur ubung'] },
    innocent: ['dna test*', 'probe abgegeben', 'dns test*', 'schnelltest*', 'test ergab', 'nach test', 'nach einem test', 'nach der ubung', 'nach ubung', 'probe des', 'dna probe*', 'dns probe*', 'speichel probe*', 'nach der probe', 'theater probe', 'probe im', 'auf probe'],
    denials: ['kein', 'keine', 'keinen', 'nicht'],
  },
  fr: {
    test: { faint: ['essai'], compounds: ['alerte test', 'alerte d\'essai', 'alerte d’essai', 'message de test', 'message test', 'message d\'essai', 'message d’essai', 'test d\'alerte', 'test d’alerte', 'test de l\'alerte', 'test de l’alerte', 'test du systeme', 'essai du systeme', 'essai des sirenes'], sentences: ['ceci est un test', 'c\'est un test', 'c’est un test', 'il s\'agit d\'un test', 'il s’agit d’un test', 'ceci est un essai', 'il s\'agit d\'un essai', 'il s’agit d’un essai'] },
    exercise: { words: ['exercice'], compounds: ['exercice d\'alerte', 'exercice d’alerte', 'alerte exercice', 'message d\'exercice', 'message d’exercice', 'exercice exercice', 'exercice uniquement', 'exercice de securite civile'], sentences: ['ceci est un exercice', 'c\'est un exercice', 'c’est un exercice', 'il s\'agit d\'un exercice', 'il s’agit d’un exercice', 'dans le cadre d\'un exercice', 'dans le cadre d’un exercice'] },
    innocent: ['exercice illegal*', 'exercice de l', 'exercice du droit', 'exercice de la', 'exercice de son', 'exercice de sa', 'exercice de ses', 'exercice conjoint', 'exercice physique', 'exercice des', 'plein exercice', 'en exercice', 'test de depistage', 'test adn', 'test pcr', 'test antigenique', 'test positif', 'test de paternite', 'test scolaire', 'test de grossesse', 'essai clinique', 'au test', 'par test', 'd\'essai routier'],
    denials: ['pas', 'aucun', 'nullement'],
  },
  nl: {
    test: { words: ['testmelding', 'testbericht', 'testalarm', 'proefalarm', 'proefbericht'], faint: ['proef'], compounds: ['testmelding*', 'testbericht*', 'testalarm*', 'proefalarm*', 'proefbericht*', 'controlebericht', 'test nl alert', 'testuitzending'], sentences: ['dit is een test', 'dit is slechts een test', 'dit is een proef'] },
    exercise: { words: ['oefening'], compounds: ['oefenbericht*', 'oefenalarm*', 'oefenmelding*', 'oefenalert*', 'alleen een oefening', 'oefening oefening'], sentences: ['dit is een oefening', 'dit is slechts een oefening', 'in het kader van een oefening'] },
    innocent: ['na oefening', 'na de oefening', 'dna test*', 'coronatest*', 'op de proef', 'op proef', 'rij test'],
    denials: ['geen', 'niet'],
  },
  it: {
    test: { faint: ['prova'], compounds: ['allarme di prova', 'messaggio di prova', 'messaggio di test', 'test di allarme', 'allerta di prova', 'prova tecnica', 'prova di allarme', 'test it alert', 'messaggio test'], sentences: ['questo e un test', 'questa e una prova', 'si tratta di un test', 'si tratta di una prova', 'e solo un test'] },
    exercise: { words: ['esercitazione'], compounds: ['esercitazione di protezione civile', 'messaggio di esercitazione', 'solo esercitazione', 'a scopo di esercitazione'], sentences: ['questa e un\'esercitazione', 'questa e un’esercitazione', 'si tratta di un\'esercitazione', 'si tratta di un’esercitazione', 'e solo un\'esercitazione', 'e solo un’esercitazione'] },
    innocent: ['test del dna', 'test dna', 'test rapido', 'test positivo', 'prova del', 'prova di', 'prova che', 'in prova', 'test scolastico', 'dopo esercitazione', 'esercitazione scolastica', 'test di paternita', 'a prova'],
    denials: ['non'],
  },
  es: {
    test: { faint: ['prueba'], compounds: ['alerta de prueba', 'mensaje de prueba', 'alarma de prueba', 'prueba de alerta', 'prueba del sistema', 'prueba es alert'], sentences: ['esto es una prueba', 'esta es una prueba', 'se trata de una prueba', 'es solo una prueba'] },
    exercise: { words: ['simulacro'], faint: ['ejercicio'], compounds: ['ejercicio de simulacro', 'mensaje de simulacro', 'ejercicio de alerta', 'ejercicio de emergencia', 'ejercicio de proteccion civil'], sentences: ['esto es un simulacro', 'esto es un ejercicio', 'se trata de un simulacro', 'se trata de un ejercicio'] },
    innocent: ['ejercicio de la patria potestad', 'ejercicio fisico', 'prueba de adn', 'test de adn', 'simulacro de arma', 'simulacro de pistola', 'a prueba', 'test de paternidad'],
    denials: ['no'],
  },
  pt: {
    test: { words: ['teste'], compounds: ['alerta de teste', 'mensagem de teste', 'aviso de teste', 'teste de alerta', 'teste do sistema', 'alerta de ensaio'], sentences: ['isto e um teste', 'este e um teste', 'trata se de um teste'] },
    exercise: { words: ['simulacro'], faint: ['exercicio', 'simulado'], compounds: ['mensagem de exercicio', 'exercicio de protecao civil', 'exercicio de alerta', 'alerta de exercicio', 'exercicio exercicio'], sentences: ['isto e um exercicio', 'este e um exercicio', 'trata se de um exercicio', 'isto e um simulacro', 'trata se de um simulacro'] },
    innocent: ['exercicio das responsabilidades parentais', 'exercicio do poder paternal', 'teste de adn', 'teste positivo', 'teste escolar', 'teste de paternidade', 'exercicio fisico'],
    denials: ['nao'],
  },
  el: {
    test: { words: ['δοκιμη', 'δοκιμαστικο', 'τεστ'], compounds: ['δοκιμαστικο μηνυμα', 'δοκιμαστικος συναγερμος', 'δοκιμαστικη ειδοποιηση', 'δοκιμη συστηματος', 'μηνυμα δοκιμης', 'δοκιμη ειδοποιησης'], sentences: ['αυτο ειναι δοκιμη', 'αυτη ειναι δοκιμη', 'αυτο ειναι ενα τεστ', 'προκειται για δοκιμη'] },
    exercise: { words: ['ασκηση'], compounds: ['ασκηση ετοιμοτητας', 'ασκηση πολιτικης προστασιας', 'μηνυμα ασκησης', 'ασκηση ειδοποιησης', 'ασκηση μονο', 'μονο ασκηση'], sentences: ['αυτο ειναι ασκηση', 'αυτη ειναι ασκηση', 'προκειται για ασκηση', 'στο πλαισιο ασκησης'] },
    innocent: ['ασκηση ποινικης', 'ασκηση διωξης', 'ασκηση της', 'ασκηση του', 'ασκηση γονικης', 'ασκηση επιμελειας', 'τεστ dna', 'τεστ κορωνοιου', 'τεστ πατροτητας', 'δοκιμη αντοχης', 'τεστ στο σχολειο'],
    denials: ['δεν', 'οχι', 'μη'],
  },
  pl: {
    test: { compounds: ['alarm probny', 'probny alarm', 'alarm testowy', 'alert testowy', 'testowy alert', 'komunikat testowy', 'wiadomosc testowa', 'test systemu', 'ostrzezenie testowe', 'proba systemu'], sentences: ['to jest test', 'to tylko test', 'to jest proba systemu'] },
    exercise: { words: ['cwiczenia', 'cwiczenie'], compounds: ['alarm cwiczebny', 'alert cwiczebny', 'komunikat cwiczebny', 'tylko cwiczenia'], sentences: ['to sa cwiczenia', 'to jest cwiczenie', 'to tylko cwiczenia', 'w ramach cwiczen'] },
    innocent: ['próba porwania', 'próba uprowadzenia', 'próba ucieczki', 'próba zabójstwa', 'test dna', 'test na', 'po tescie', 'cwiczenia fizyczne', 'cwiczenia gimnastyczne', 'po cwiczeniach', 'test z', 'test ojcostwa'],
    denials: ['nie'],
  },
  cs: {
    test: { faint: ['zkouska', 'proba'], compounds: ['zkusebni poplach', 'testovaci zprava', 'zkousebni hlaseni', 'zkusebni hlaseni', 'zkouska siren', 'zkouska systemu', 'testovaci poplach', 'testovaci vystraha', 'test systemu'], sentences: ['toto je test', 'toto je zkouska', 'jde o test', 'jedna se o test', 'jedna se o zkousku', 'jde o zkousku'] },
    exercise: { words: ['cviceni'], compounds: ['cvicny poplach', 'cvicna zprava', 'cvicna vystraha', 'pouze cviceni', 'cvicny alarm'], sentences: ['toto je cviceni', 'jde o cviceni', 'jedna se o cviceni', 'v ramci cviceni'] },
    innocent: ['cviceni jogy', 'po cviceni', 'test dna', 'test na', 'zkouska otcovstvi', 'skolni test', 'test otcovstvi', 'test z'],
    denials: ['neni', 'nejde', 'nejedna', 'ne', 'zadny'],
  },
  sk: {
    test: { faint: ['skuska'], compounds: ['skusobny poplach', 'testovacia sprava', 'skuska siren', 'skuska systemu', 'testovaci alarm', 'skusobna sprava', 'testovaci poplach', 'skusobne hlasenie', 'test systemu'], sentences: ['toto je test', 'toto je skuska', 'ide o test', 'ide o skusku', 'jedna sa o test'] },
    exercise: { words: ['cvicenie'], compounds: ['cvicny poplach', 'cvicna sprava', 'iba cvicenie', 'len cvicenie', 'cvicny alarm'], sentences: ['toto je cvicenie', 'ide o cvicenie', 'jedna sa o cvicenie', 'v ramci cvicenia'] },
    innocent: ['cvicenie jogy', 'po cviceni', 'test dna', 'test na', 'skolsky test'],
    denials: ['nie', 'nejde', 'nejedna', 'ziadny'],
  },
  hu: {
    test: { words: ['teszt', 'probariasztas', 'tesztriasztas', 'tesztuzenet'], compounds: ['probariasztas*', 'tesztriasztas*', 'tesztuzenet*', 'teszt riasztas', 'proba riasztas', 'szirenaproba'], sentences: ['ez egy teszt', 'ez csak egy teszt', 'ez csak teszt', 'ez proba'] },
    exercise: { words: ['gyakorlat'], compounds: ['gyakorlo riasztas', 'gyakorlati riasztas', 'csak gyakorlat', 'riasztasi gyakorlat', 'katasztrofavedelmi gyakorlat', 'gyakorlat gyakorlat'], sentences: ['ez egy gyakorlat', 'ez csak gyakorlat', 'ez gyakorlat', 'gyakorlat kereteben'] },
    innocent: ['dns teszt', 'dns teszt*', 'covid teszt*', 'iskolai teszt', 'szakmai gyakorlat', 'nyari gyakorlat', 'jogi gyakorlat', 'teszt utan', 'apasagi teszt'],
    denials: ['nem'],
  },
  ro: {
    test: { compounds: ['mesaj de test', 'mesaj test', 'alerta de test', 'alerta test', 'alarma de test', 'test al sistemului', 'mesaj de proba', 'test ro alert', 'testare sistem', 'testarea sistemului'], sentences: ['acesta este un test', 'acesta este doar un test', 'este un test', 'este doar un test'] },
    exercise: { words: ['exercitiu'], compounds: ['exercitiu de alarmare', 'mesaj exercitiu', 'mesaj de exercitiu', 'alerta exercitiu', 'alerta de exercitiu', 'doar exercitiu', 'exercitiu public'], sentences: ['acesta este un exercitiu', 'acesta este doar un exercitiu', 'este un exercitiu', 'in cadrul unui exercitiu'] },
    innocent: ['test adn', 'test de paternitate', 'exercitiu fizic', 'exercitiul autoritatii', 'in exercitiu', 'test la', 'test scolar', 'exercitiu financiar'],
    denials: ['nu'],
  },
  bg: {
    test: { words: ['тест'], faint: ['проба'], compounds: ['тестово съобщение', 'тестов сигнал', 'тестова тревога', 'пробна тревога', 'тест на системата', 'тестово предупреждение', 'тест на сирените'], sentences: ['това е тест', 'това е само тест', 'това е проба'] },
    exercise: { words: ['учение'], faint: ['упражнение', 'тренировка'], compounds: ['учебна тревога', 'учебно съобщение', 'само учение', 'национално учение'], sentences: ['това е учение', 'това е само учение', 'в рамките на учение'] },
    innocent: ['днк тест', 'тест за', 'тест по', 'след тест', 'религиозно учение', 'училищен тест', 'днк проба', 'учение на', 'след тренировка', 'кръвна проба'],
    denials: ['не', 'няма', 'няма да'],
  },
  hr: {
    test: { words: ['testiranje'], faint: ['proba'], compounds: ['probna uzbuna', 'testna poruka', 'test sustava', 'testna uzbuna', 'testiranje sustava', 'testno upozorenje', 'probno upozorenje', 'testni alarm', 'probni alarm'], sentences: ['ovo je test', 'ovo je samo test', 'ovo je testna poruka', 'rijec je o testu', 'ovo je proba'] },
    exercise: { words: ['vjezba'], compounds: ['vjezba vjezba', 'samo vjezba', 'poruka vjezbe', 'vjezbovna poruka', 'vjezbovna uzbuna', 'vjezba civilne zastite'], sentences: ['ovo je vjezba', 'ovo je samo vjezba', 'rijec je o vjezbi', 'u sklopu vjezbe'] },
    innocent: ['dnk test', 'test iz', 'skolski test', 'test na', 'nakon vjezbe', 'tjelesna vjezba', 'testiranje na', 'vjezba iz', 'nakon testa', 'test ocinstva', 'proba zbora'],
    denials: ['nije', 'ne', 'nema'],
  },
  bs: {
    test: { words: ['testiranje'], compounds: ['probna uzbuna', 'testna poruka', 'test sistema', 'probno upozorenje', 'testno obavjestenje', 'testni alarm'], sentences: ['ovo je test', 'ovo je samo test', 'radi se o testu'] },
    exercise: { words: ['vjezba'], compounds: ['vjezba civilne zastite', 'samo vjezba', 'vjezbovna poruka', 'pokazna vjezba'], sentences: ['ovo je vjezba', 'ovo je samo vjezba', 'radi se o vjezbi'] },
    innocent: ['test iz', 'skolski test', 'dnk test'],
    denials: ['nije', 'ne'],
  },
  sr: {
    test: { words: ['тест', 'testiranje', 'тестирање'], faint: ['proba', 'проба'], compounds: ['probna uzbuna', 'пробна узбуна', 'probna poruka', 'пробна порука', 'test poruka', 'тест порука', 'test sistema', 'тест система', 'probni alarm', 'пробни аларм', 'тестна порука', 'testna poruka'], sentences: ['ovo je test', 'ово је тест', 'ovo je samo test', 'ово је само тест', 'реч је о тесту', 'rec je o testu', 'ово је проба', 'ovo je proba'] },
    exercise: { words: ['vezba', 'вежба'], compounds: ['vezba civilne zastite', 'вежба цивилне заштите', 'samo vezba', 'само вежба', 'vezbovna poruka', 'вежбовна порука', 'показна вежба', 'pokazna vezba'], sentences: ['ovo je vezba', 'ово је вежба', 'ovo je samo vezba', 'ово је само вежба', 'rec je o vezbi', 'реч је о вежби', 'у оквиру вежбе', 'u okviru vezbe'] },
    innocent: ['test iz', 'тест из', 'skolski test', 'школски тест', 'днк тест', 'dnk test', 'posle vezbe', 'после вежбе', 'vezba iz', 'вежба из', 'тест на', 'test na', 'проба хора', 'test zrelosti', 'тест зрелости', 'zavrsni test', 'завршни тест', 'тестирање на', 'testiranje na'],
    denials: ['nije', 'није', 'ne', 'не'],
  },
  mk: {
    test: { words: ['тест'], compounds: ['тест порака', 'пробна порака', 'пробна тревога', 'тест на системот', 'пробен аларм', 'тест аларм', 'тестна порака'], sentences: ['ова е тест', 'ова е само тест', 'се работи за тест'] },
    exercise: { words: ['вежба'], compounds: ['показна вежба', 'само вежба', 'вежбовна порака', 'вежба за заштита'], sentences: ['ова е вежба', 'ова е само вежба', 'се работи за вежба', 'во рамките на вежба'] },
    innocent: ['днк тест', 'тест по', 'тест за', 'по вежба', 'училишен тест'],
    denials: ['не'],
  },
  sl: {
    test: { words: ['testiranje'], faint: ['preizkus'], compounds: ['preizkus siren', 'preizkus sistema', 'testno sporocilo', 'poskusni alarm', 'preizkusno sporocilo', 'testni alarm', 'testno opozorilo', 'poskusno sporocilo'], sentences: ['to je test', 'to je samo test', 'to je preizkus', 'gre za test', 'gre za preizkus'] },
    exercise: { words: ['vaja'], compounds: ['vaja zascite in resevanja', 'samo vaja', 'vadbeni alarm', 'vadbeno sporocilo'], sentences: ['to je vaja', 'to je samo vaja', 'gre za vajo', 'v okviru vaje'] },
    innocent: ['test iz', 'dnk test', 'test na', 'telesna vaja', 'pevska vaja', 'preizkus alkoholiziranosti', 'vaja zbora', 'po vaji'],
    denials: ['ni', 'ne'],
  },
  da: {
    test: { words: ['testvarsel', 'provevarsel', 'prøvevarsel', 'testalarm', 'prøvealarm'], faint: ['prøve'], compounds: ['testvarsel*', 'prøvevarsel*', 'prøvealarm*', 'testbesked*', 'sirenetest', 'testalarm*', 'testvarsling*'], sentences: ['dette er en test', 'det er en test', 'dette er kun en test', 'dette er en prøve'] },
    exercise: { words: ['øvelse'], compounds: ['øvelsesvarsel*', 'øvelsesalarm*', 'øvelsesbesked*', 'kun øvelse', 'kun en øvelse', 'øvelse øvelse'], sentences: ['dette er en øvelse', 'det er en øvelse', 'dette er kun en øvelse', 'led i en øvelse'] },
    innocent: ['dna test*', 'dna prøve', 'efter øvelse', 'efter prøve', 'coronatest*', 'på prøve'],
    denials: ['ikke', 'ingen'],
  },
  nb: {
    test: { words: ['testvarsel', 'prøvevarsel', 'testmelding', 'nødvarseltest'], faint: ['prøve'], compounds: ['testvarsel*', 'prøvevarsel*', 'testmelding*', 'test av nødvarsel', 'testalarm*', 'prøvealarm*'], sentences: ['dette er en test', 'dette er kun en test', 'dette er bare en test', 'dette er ein test'] },
    exercise: { words: ['øvelse', 'øving'], compounds: ['øvelsesvarsel*', 'øvelsesmelding*', 'kun øvelse', 'øvelse øvelse', 'øvingsmelding*'], sentences: ['dette er en øvelse', 'dette er kun en øvelse', 'dette er bare en øvelse', 'dette er ei øving', 'dette er en øving'] },
    innocent: ['dna test*', 'etter øvelse', 'koronatest*', 'etter øving'],
    denials: ['ikke', 'ikkje', 'ingen'],
  },
  sv: {
    test: { words: ['testlarm', 'provlarm', 'testmeddelande', 'testvarning'], faint: ['prov'], compounds: ['testlarm*', 'provlarm*', 'testmeddelande*', 'provmeddelande*', 'test av vma', 'vma test', 'testvarning*', 'provsandning*', 'hesa test'], sentences: ['detta ar ett test', 'det har ar ett test', 'det har ar endast ett test', 'detta ar bara ett test', 'detta ar ett prov'] },
    exercise: { words: ['ovning'], compounds: ['ovningslarm*', 'ovningsmeddelande*', 'ovningsvarning*', 'endast ovning', 'ovning ovning'], sentences: ['detta ar en ovning', 'det har ar en ovning', 'detta ar endast en ovning', 'detta ar bara en ovning', 'inom ramen for en ovning'] },
    innocent: ['dna test*', 'efter ovning', 'dna prov', 'prov i', 'efter prov', 'pa prov', 'coronatest*', 'efter ovningen'],
    denials: ['inte', 'ej', 'ingen', 'inget'],
  },
  is: {
    test: { words: ['profun'], compounds: ['profun a kerfi', 'profun almannavarna', 'profunarskilaboð', 'profunarboð', 'profunarviðvorun'], sentences: ['þetta er profun', 'þetta er aðeins profun', 'þetta er bara profun', 'þetta er test'] },
    exercise: { words: ['æfing'], compounds: ['æfingarboð', 'æfingarskilaboð', 'almannavarnaæfing', 'aðeins æfing', 'æfingarviðvorun'], sentences: ['þetta er æfing', 'þetta er aðeins æfing', 'þetta er bara æfing'] },
    innocent: ['eftir æfing*', 'dna prof', 'fotboltaæfing', 'æfing a', 'profun a'],
    denials: ['ekki'],
  },
  fi: {
    test: { faint: ['testi'], words: ['testihalytys', 'koehalytys', 'testiviesti'], compounds: ['testihalytys*', 'koehalytys*', 'testiviesti*', 'testivaroitus*', 'jarjestelman testi'], sentences: ['tama on testi', 'tama on vain testi', 'kyseessa on testi', 'tama on koe'] },
    exercise: { words: ['harjoitus'], compounds: ['harjoitushalytys*', 'harjoitusviesti*', 'harjoitusvaroitus*', 'vain harjoitus', 'harjoitus harjoitus'], sentences: ['tama on harjoitus', 'tama on vain harjoitus', 'kyseessa on harjoitus'] },
    innocent: ['dna testi*', 'koronatesti*', 'testi koulussa', 'harjoitus koulussa', 'jalkapalloharjoitus'],
    denials: ['ei', 'eika'],
  },
  et: {
    test: { words: ['testteade', 'proovihaire', 'testhaire'], faint: ['proov'], compounds: ['testteade*', 'proovihaire*', 'testhaire*', 'prooviteade*', 'proovihoiatus*', 'testhoiatus*', 'susteemi test', 'sireenide test*'], sentences: ['see on test', 'see on ainult test', 'tegemist on testiga', 'see on proov'] },
    exercise: { words: ['oppus'], faint: ['harjutus'], compounds: ['oppuse teade', 'oppehaire*', 'oppeteade*', 'ainult oppus', 'oppehoiatus*', 'oppus oppus'], sentences: ['see on oppus', 'see on ainult oppus', 'tegemist on oppusega', 'see on harjutus', 'oppuse raames'] },
    innocent: ['dna test*', 'test koolis', 'parast testi', 'koroonatest*', 'dna proov'],
    denials: ['ei', 'pole', 'mitte'],
  },
  lv: {
    test: { faint: ['parbaude'], compounds: ['testa zinojums', 'parbaudes zinojums', 'sirenu parbaude', 'testa trauksme', 'parbaudes trauksme', 'sistemas tests', 'sistemas parbaude', 'testa bridinajums'], sentences: ['sis ir tests', 'sis ir tikai tests', 'sis ir parbaudes', 'ta ir parbaude'] },
    exercise: { faint: ['macibas'], compounds: ['macibu trauksme', 'macibu zinojums', 'tikai macibas', 'macibu bridinajums', 'civilas aizsardzibas macibas'], sentences: ['sis ir macibas', 'sis ir tikai macibas', 'tas ir macibas'] },
    innocent: ['dns tests', 'tests skola', 'macibas skola', 'testa rezultat*', 'parbaude skola'],
    denials: ['nav', 'ne'],
  },
  lt: {
    test: { words: ['testas'], faint: ['bandymas', 'patikrinimas'], compounds: ['bandomasis pranesimas', 'testinis pranesimas', 'bandomasis pavojaus', 'sirenu patikrinimas', 'testinis perspejimas', 'bandomasis perspejimas', 'sistemos patikrinimas', 'sistemos testas'], sentences: ['tai yra testas', 'tai testas', 'tai tik testas', 'tai bandomasis', 'tai tik bandymas'] },
    exercise: { words: ['pratybos'], faint: ['mokymai'], compounds: ['pratybu pranesimas', 'mokomasis pranesimas', 'mokomasis pavojaus', 'civilines saugos pratybos', 'tik pratybos', 'mokomasis perspejimas'], sentences: ['tai pratybos', 'tai yra pratybos', 'tai tik pratybos', 'vyksta pratybos', 'tai mokymai'] },
    innocent: ['dnr testas', 'testas mokykloje', 'pratybos universitete', 'bandymas pagrobti', 'testas po', 'bandymas pabegti'],
    denials: ['ne', 'nera'],
  },
  ga: {
    test: { words: ['tastail'], compounds: ['folaireamh tastala', 'teachtaireacht tastala', 'rabhadh tastala'], sentences: ['is tastail e seo', 'tastail amhain'] },
    exercise: { words: ['cleachtadh'], faint: ['druil'], compounds: ['folaireamh cleachtaidh', 'cleachtadh amhain', 'teachtaireacht chleachtaidh'], sentences: ['is cleachtadh e seo', 'nil ann ach cleachtadh'] },
    innocent: ['tastail dna', 'cleachtadh coirp', 'cleachtadh ceoil'],
    denials: ['ni', 'nil'],
  },
  mt: {
    test: { compounds: ['messagg ta prova', 'allert ta prova', 'messagg ta\' prova', 'messagg ta’ prova', 'allert ta\' prova', 'allert ta’ prova', 'test tas sistema'], sentences: ['dan huwa test', 'din hija prova', 'dan hu test'] },
    exercise: { words: ['ezercizzju'], compounds: ['ezercizzju biss', 'ezercizzju ta\' emergenza', 'ezercizzju ta’ emergenza'], sentences: ['dan huwa ezercizzju', 'dan hu ezercizzju', 'dan huwa biss ezercizzju'] },
    innocent: ['test tad dna', 'ezercizzju fiziku', 'test fl iskola'],
    denials: ['mhux', 'mhuwiex', 'mhijiex'],
  },
  sq: {
    test: { words: ['testim'], faint: ['provë'], compounds: ['alarm prove', 'mesazh prove', 'njoftim prove', 'alarm testues', 'mesazh testues', 'testim i sistemit', 'alarm test', 'mesazh test', 'testimi i sistemit'], sentences: ['ky eshte nje test', 'kjo eshte nje prove', 'ky eshte test', 'kjo eshte prove', 'eshte vetem test', 'ky eshte vetem nje test'] },
    exercise: { words: ['ushtrim'], faint: ['stervitje'], compounds: ['vetem ushtrim', 'ushtrim i mbrojtjes civile', 'alarm ushtrimi', 'mesazh ushtrimi', 'alarm stervitor', 'mesazh stervitor'], sentences: ['ky eshte nje ushtrim', 'ky eshte ushtrim', 'kjo eshte stervitje', 'eshte vetem ushtrim', 'ne kuader te nje ushtrimi', 'ky eshte vetem nje ushtrim'] },
    innocent: ['test i adn', 'test i kimise', 'test ne shkolle', 'prove e re', 'prove penale', 'prove kunder', 'pas stervitjes', 'testi i adn', 'ushtrim i se drejtes', 'prove per', 'test matematike', 'test ne', 'ushtrim fizik', 'si prove'],
    denials: ['nuk', 'jo', 's\'eshte', 's’eshte'],
  },
  tr: {
    test: { faint: ['deneme'], compounds: ['test mesaji', 'test mesajı', 'deneme mesajı', 'deneme mesaji', 'test uyarısı', 'deneme yayını', 'test alarmı', 'deneme alarmı', 'siren testi', 'test uyarisi', 'sistem testi'], sentences: ['bu bir test', 'bu bir testtir', 'bu bir denemedir', 'sadece test', 'bu bir test mesajıdır'] },
    exercise: { words: ['tatbikat', 'tatbikattır', 'tatbikattir'], compounds: ['tatbikat mesajı', 'tatbikat amaclı', 'tatbikat amacli', 'sadece tatbikat', 'afet tatbikatı', 'tatbikat uyarısı'], sentences: ['bu bir tatbikat', 'bu bir tatbikattır', 'bu bir tatbikattir', 'tatbikat kapsamında'] },
    innocent: ['dna testi', 'test kitabı', 'test degil*', 'test degıl*', 'tatbikat degil*', 'covid testi', 'bu bir test degil*', 'bu bir tatbikat degil*', 'test sonucu', 'test cozmek'],
    denials: [],
  },
  uk: {
    test: { words: ['тест', 'тестування'], faint: ['перевірка', 'проба'], compounds: ['тестове повідомлення', 'тестове сповіщення', 'тестовий сигнал', 'тестова тривога', 'пробна тривога', 'перевірка системи', 'перевірка сирен', 'тестове оповіщення'], sentences: ['це тест', 'це лише тест', 'це тестове', 'це перевірка системи'] },
    exercise: { faint: ['навчання', 'тренування'], compounds: ['навчальна тривога', 'навчальне сповіщення', 'навчальне повідомлення', 'тренувальна тривога', 'тренувальне повідомлення', 'командно штабні навчання', 'лише навчання'], sentences: ['це навчання', 'це лише навчання', 'це навчальна тривога', 'у рамках навчань'] },
    innocent: ['днк тест', 'тест днк', 'тест на', 'тест з', 'місце навчання', 'після навчання', 'після тренування', 'шкільний тест', 'перевірка документів', 'тестування на', 'днк проба'],
    denials: ['не', 'ні'],
  },
};

/** What software calls its own test systems: labels of a host or an address, segments of a path, parts of an identifier or a code. */
export const SYSTEM_LABELS: Readonly<Record<string, Status>> = {
  test: 'Test', tests: 'Test', testing: 'Test', testsystem: 'Test', acc: 'Test', acceptance: 'Test', staging: 'Test', preprod: 'Test', uat: 'Test', sandbox: 'Test', testalert: 'Test', testmessage: 'Test', probealarm: 'Test', proef: 'Test', prova: 'Test',
  exercise: 'Exercise', training: 'Exercise', drill: 'Exercise', exercice: 'Exercise', oefening: 'Exercise', uebung: 'Exercise', esercitazione: 'Exercise', cwiczenia: 'Exercise', ushtrim: 'Exercise', vezba: 'Exercise', vjezba: 'Exercise', simulacro: 'Exercise',
};

/** Codes of event lists that announce no event: the US ones for required and periodic tests and for demonstrations, the Canadian test message. */
export const TEST_EVENT_CODES: Readonly<Record<string, Status>> = { RWT: 'Test', RMT: 'Test', NPT: 'Test', NST: 'Test', DMO: 'Exercise', testMessage: 'Test' };

/** What a flag says when it is set. */
export const SET = ['true', '1', 'yes', 'on', 'ja', 'oui', 'si', 'sì', 'sí', 'po', 'да', 'ναι', 'tak', 'ano', 'áno', 'da', 'igen'];

/** Names of parameters that hold a text for the public, and are read like a headline. */
export const TEXT_PARAMETERS = /(?:cmam(?:long)?text|shorttext|short_text|headline|broadcast_text|title)/i;

/** Names of parameters in which a sign word is somebody's name or other people's prose. */
export const NAME_PARAMETERS = /(?:name|surname|family|given|school|place|address|street|language)(?:[._-]?\d+)?$/i;

export const UNSET = ['', 'false', '0', 'no', 'off', 'nein', 'non', 'none'];
