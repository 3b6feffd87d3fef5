// Which words of which language hold an alert as a test or exercise, and which never do (rule S08).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findStatusSignals } from '../../src/inbound/status-signals.js';
import type { Alert, Info, Status } from '../../src/model/generated/alert.js';

const alertOf = (info: Partial<Info> = {}, more: Partial<Alert> = {}): Alert => ({
  identifier: 'AL-2026-7', sender: 'desk@al.example.org', sent: '2026-05-25T10:00:00+02:00', status: 'Actual', msgType: 'Alert', scope: 'Public', ...more,
  info: [{ category: ['Rescue'], event: 'Child abduction', urgency: 'Immediate', severity: 'Severe', certainty: 'Observed', ...info }],
});

const found = (info: Partial<Info>, more?: Partial<Alert>): [string, Status][] => findStatusSignals(alertOf(info, more)).map(({ signal, status }) => [signal, status]);
const statuses = (info: Partial<Info>, more?: Partial<Alert>): Status[] => [...new Set(found(info, more).map(([, status]) => status))].sort();

/** Language, a headline that says test, one that says exercise, and one that holds such a word and is real. */
const LANGUAGES: [language: string, test: string, exercise: string, innocent: string][] = [
  ['bg', 'ТЕСТ: изчезнало дете', 'Изчезнало дете – УЧЕНИЕ', 'Детето изчезна след тест по математика'],
  ['cs', 'Zkušební poplach: pohřešované dítě', 'CVIČENÍ – pohřešované dítě', 'Dítě se ztratilo po cvičení jógy'],
  ['da', 'Testvarsel: forsvundet barn', 'ØVELSE forsvundet barn', 'Barn forsvundet efter øvelse i skolen'],
  ['de', 'Probealarm – vermisstes Kind', 'ÜBUNG: vermisstes Kind', 'Kind am Übungsplatz vermisst, DNA-Test liegt vor'],
  ['el', 'ΔΟΚΙΜΗ: αγνοούμενο παιδί', 'ΑΣΚΗΣΗ – αγνοούμενο παιδί', 'Άσκηση ποινικής δίωξης κατά του πατέρα'],
  ['en', 'TEST – missing child', 'Missing child, exercise only', 'Latest: child missing after protest. Exercise caution'],
  ['es', 'Alerta de prueba: menor desaparecido', 'SIMULACRO: menor desaparecido', 'Menor desaparecido, contesta al teléfono; prueba de ADN'],
  ['et', 'PROOVIHÄIRE: kadunud laps', 'ÕPPUS: kadunud laps', 'Laps kadus pärast testi koolis'],
  ['fi', 'Testihälytys: kadonnut lapsi', 'HARJOITUS: kadonnut lapsi', 'Lapsi katosi, kun harjoitus päättyi'],
  ['fr', 'Message de test : enfant disparu', 'EXERCICE – enlèvement', 'Poursuivi pour exercice illégal, il conteste ; test de dépistage'],
  ['ga', 'TÁSTÁIL: leanbh ar iarraidh', 'CLEACHTADH: leanbh ar iarraidh', 'Leanbh ar iarraidh tar éis cleachtadh ceoil'],
  ['hr', 'TEST: nestalo dijete', 'VJEŽBA – nestalo dijete', 'Dijete nestalo nakon vježbe, test iz povijesti'],
  ['hu', 'Próbariasztás: eltűnt gyermek', 'GYAKORLAT: eltűnt gyermek', 'Eltűnt a nyári gyakorlat után'],
  ['it', 'Messaggio di prova: bambino scomparso', 'ESERCITAZIONE: bambino scomparso', 'Bambino scomparso, Maria Testa lo ha visto; testimone oculare'],
  ['lt', 'TESTAS: dingęs vaikas', 'PRATYBOS: dingęs vaikas', 'Bandymas pagrobti vaiką, testas mokykloje'],
  ['lv', 'Testa ziņojums: pazudis bērns', 'MĀCĪBAS: pazudis bērns', 'Bērns pazudis, mācības skolā beidzās'],
  ['mt', 'TEST: tifel nieqes', 'EŻERĊIZZJU: tifel nieqes', 'Tifel nieqes wara eżerċizzju fiżiku'],
  ['nl', 'Proefalarm: vermist kind', 'OEFENING – vermist kind', 'Kind vermist, getest en gecontroleerd na de oefening'],
  ['pl', 'Alarm próbny: zaginione dziecko', 'ĆWICZENIA: zaginione dziecko', 'PRÓBA PORWANIA DZIECKA, protest rodziców'],
  ['pt', 'TESTE: criança desaparecida', 'Criança desaparecida – SIMULACRO', 'Exercício do poder paternal: testemunha viu a criança'],
  ['ro', 'Mesaj de test: copil dispărut', 'EXERCIŢIU: copil dispărut', 'Copil dispărut, contestă exercitarea custodiei'],
  ['sk', 'Skúšobný poplach: nezvestné dieťa', 'CVIČENIE – nezvestné dieťa', 'Dieťa nezvestné po cvičení v škole'],
  ['sl', 'TEST: pogrešan otrok', 'VAJA – pogrešan otrok', 'Otrok pogrešan, test iz matematike'],
  ['sv', 'Testlarm: försvunnet barn', 'ÖVNING – försvunnet barn', 'Barn försvunnet efter övning, protester'],
  ['sq', 'TEST: fëmijë i zhdukur', 'USHTRIM – fëmijë i zhdukur', 'Fëmija u zhduk, testi i kimisë ishte sot'],
  ['sr-Latn', 'PROBNA UZBUNA: nestalo dete', 'VEŽBA: nestalo dete', 'Dete nestalo nakon časa, test iz istorije'],
  ['sr-Cyrl', 'ТЕСТ: нестало дете', 'ВЕЖБА – нестало дете', 'Дете нестало, школски тест је био данас'],
  ['mk', 'ТЕСТ – исчезнато дете', 'ВЕЖБА: исчезнато дете', 'Детето исчезна по вежба на училиште'],
  ['bs', 'TESTNA PORUKA: nestalo dijete', 'Nestalo dijete (vježba)', 'Dijete nestalo, protest u gradu'],
  ['nb', 'Testvarsel: savnet barn', 'ØVELSE: savnet barn', 'Barn savnet etter øvelse på skolen'],
  ['is', 'PRÓFUN: týnt barn', 'ÆFING: týnt barn', 'Barn hvarf eftir æfingu, próf í skóla'],
  ['tr', 'Test mesajı: kayıp çocuk', 'TATBİKAT: kayıp çocuk', 'Kayıp çocuk, DNA testi yapıldı'],
  ['uk', 'Тестове повідомлення: зникла дитина', 'Навчальна тривога: зникла дитина', 'Дитина зникла, місце навчання: ліцей'],
];

describe.each(LANGUAGES)('in %s', (language, asTest, asExercise, innocent) => {
  test('a test and an exercise are seen in headline, event and description, whatever language the message names', () => {
    for (const named of [language, 'en', undefined]) {
      const info = named ? { language: named } : {};
      for (const member of ['headline', 'event', 'description'] as const) {
        expect([member, statuses({ ...info, [member]: asTest })]).toEqual([member, ['Test']]);
        if (member !== 'description') expect([member, statuses({ ...info, [member]: asExercise })]).toEqual([member, ['Exercise']]);
      }
    }
  });

  test('a real alert is not held for a word that only looks like a sign', () => {
    for (const member of ['headline', 'event', 'description', 'instruction'] as const) expect(found({ language, [member]: innocent })).toEqual([]);
  });
});

describe('a sign is seen', () => {
  test.each<[string, Partial<Info>, Partial<Alert>, string, Status]>([
    ['in capitals in a headline', { headline: '***TEST*** Missing child' }, {}, '/info/0/headline: TEST', 'Test'],
    ['in small letters at the start', { headline: 'Test: missing child' }, {}, '/info/0/headline: Test', 'Test'],
    ['in small letters at the end', { headline: 'Missing child test' }, {}, '/info/0/headline: test', 'Test'],
    ['in brackets', { headline: 'Missing [test] child' }, {}, '/info/0/headline: test', 'Test'],
    ['three times over', { description: 'To all desks. Test test test' }, {}, '/info/0/description: Test', 'Test'],
    ['as a statement far down a text', { description: `${'A long text about a child. '.repeat(20)}This is a drill.` }, {}, '/info/0/description: This is a drill', 'Exercise'],
    ['in the instruction', { instruction: 'EXERCISE - do nothing' }, {}, '/info/0/instruction: EXERCISE', 'Exercise'],
    ['in the restriction', {}, { scope: 'Restricted', restriction: 'TRAINING' }, '/restriction: TRAINING', 'Exercise'],
    ['in a code', {}, { code: ['fr-test-1'] }, '/code/0: test', 'Test'],
    ['in the note', {}, { note: 'Übung, bitte nicht weitergeben' }, '/note: Übung', 'Exercise'],
    ['in the mailbox of the sender', {}, { sender: 'test@police.example.org' }, '/sender: test', 'Test'],
    ['in the host of the sender', {}, { sender: 'desk@test.example.org' }, '/sender: test', 'Test'],
    ['in a sender that is no address', {}, { sender: '[TEST] Police' }, '/sender: TEST', 'Test'],
    ['in the source', {}, { source: 'Test System' }, '/source: Test', 'Test'],
    ['in the identifier', {}, { identifier: 'TEST-1163' }, '/identifier: TEST', 'Test'],
    ['in the incidents', {}, { incidents: ['exercise-7'] }, '/incidents/0: exercise', 'Exercise'],
    ['in the address of a page', { web: 'https://acc.police.example.org/7' }, {}, '/info/0/web: acc', 'Test'],
    ['in the path of a picture', { resource: [{ resourceDesc: 'Poster', mimeType: 'image/jpeg', uri: 'https://police.example.org/posters/test/7.jpg' }] }, {}, '/info/0/resource/0/uri: test', 'Test'],
    ['in the level of LU', { parameter: [{ valueName: 'urn:oasis:names:tc:emergency:cap:1.2:profile:cap-lu:1.0:cb-eu-level', value: 'TEST' }] }, {}, '/info/0/parameter/0: TEST', 'Test'],
    ['in a flag of CH', { parameter: [{ valueName: 'technicalTestAlert', value: 'true' }] }, {}, '/info/0/parameter/0: technicalTestAlert true', 'Test'],
    ['in a flag of SE', { parameter: [{ valueName: 'IsTest', value: 'True' }] }, {}, '/info/0/parameter/0: IsTest True', 'Test'],
    ['in a layer of CA', { parameter: [{ valueName: 'layer:SOREM:1.0:Broadcast_Test', value: 'yes' }] }, {}, '/info/0/parameter/0: Broadcast_Test yes', 'Test'],
    ['in the short text of US', { parameter: [{ valueName: 'CMAMtext', value: 'TEST: child missing' }] }, {}, '/info/0/parameter/0: TEST', 'Test'],
    ['in the event code of US', { eventCode: [{ valueName: 'SAME', value: 'RWT' }] }, {}, '/info/0/eventCode/0: RWT', 'Test'],
    ['in the event code of CA', { eventCode: [{ valueName: 'profile:CAP-CP:Event:0.4', value: 'testMessage' }] }, {}, '/info/0/eventCode/0: testMessage', 'Test'],
  ])('%s', (_where, info, more, signal, status) => {
    expect(found(info, more)).toEqual([[signal, status]]);
  });

  test('in the address of the feed it came in', () => {
    expect(findStatusSignals(alertOf(), { format: 'atom', id: 'https://police.example.org/test/feed' })).toEqual([{ signal: '/gateway/envelope/id: test', status: 'Test' }]);
  });

  test('though another sign stands beside it', () => {
    expect(found({ headline: 'TEST – EXERCISE' })).toEqual([['/info/0/headline: TEST', 'Test'], ['/info/0/headline: EXERCISE', 'Exercise']]);
  });
});

describe('no sign', () => {
  test.each([
    'This is NOT a test. Child abducted', 'This is not a drill', 'Dies ist KEINE ÜBUNG', 'Ce n’est pas un exercice', 'Questa non è un\'esercitazione', 'Dit is GEEN OEFENING', 'Det här är INTE en ÖVNING', 'Ово није вежба', 'Kjo nuk është USHTRIM',
    'Αυτό δεν είναι ΑΣΚΗΣΗ', 'Acesta NU este un EXERCIŢIU', 'Bu bir TATBİKAT değildir', 'Ez NEM GYAKORLAT', 'Tämä ei ole HARJOITUS', 'Toto není CVIČENÍ', 'To NIE są ĆWICZENIA',
    'Vermisst: Anna Test, 11', 'Vermisst: Anna Test', 'Test, Anna (11) vermisst', 'Tester family: child missing', 'Contest winner gives testimony', 'He tested positive', 'The attestation of a protester', 'TESTA MARIA SCOMPARSA', 'Drill stolen from the house', 'Test Valley: child missing',
    'Exercise extreme caution', 'EXERCISE CAUTION: CHILD MISSING', 'Right to exercise custody', 'Missing after football training', 'Child on the way to a maths test, aged 11', 'PROF. MÜLLER VERMISST', 'COVID-test found in the car', 'Probe into abduction',
  ])('"%s"', (headline) => {
    expect(found({ headline })).toEqual([]);
  });

  test('in names of persons, places and systems that only contain the letters', () => {
    expect(found({ web: 'https://www.drug-test.org/latest', parameter: [{ valueName: 'dnaTestResult', value: 'positive' }, { valueName: 'schoolName', value: 'Test' }] }, { sender: 'anna.test@police.example.org', identifier: 'f81d4fae-acc1-11d0', source: 'Protest desk', incidents: ['Contest-3'] })).toEqual([]);
  });

  test('in the name of a child the case tells of, unless that is all the name says', () => {
    const named = (full: string) => ({ case: { children: [{ name: { full } }] } });
    expect(found({ headline: 'Disparition de Julie TEST' }, named('Julie Test'))).toEqual([]);
    expect(statuses({ headline: 'Missing: TEST TEST' }, named('Test Test'))).toEqual(['Test']);
  });
});

describe('any alert', () => {
  /** Words of real alerts, some close to signs. */
  const WORDS = ['missing', 'child', 'latest', 'protest', 'Anna', 'Shembull', 'Testa', 'jacket', 'rot', 'Übungsplatz', 'jeune', 'fille', 'παιδί', 'αγνοείται', 'дете', 'нестало', 'vajza', 'attest', 'contest', 'blue', '11', 'years', 'tested', 'intestine', 'zaginione', 'dziecko', 'kadonnut'];
  const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 });
  const SIGNS = ['TEST', 'EXERCISE', 'Probealarm', 'ΑΣΚΗΣΗ', 'ВЕЖБА', 'USHTRIM', 'EXERCICE', 'oefenbericht', 'TATBİKAT', '(test)', '***ÜBUNG***', 'test alert'];

  test('without a sign has none', () => {
    fc.assert(fc.property(sentence, sentence, sentence, (headline, description, note) => {
      expect(found({ headline: headline.join(' '), description: description.join(' ') }, { note: note.join(' ') })).toEqual([]);
    }), { numRuns: 300 });
  });

  test('with one anywhere in its headline, event or note has one', () => {
    fc.assert(fc.property(sentence, fc.constantFrom(...SIGNS), fc.nat(), fc.constantFrom('headline', 'event', 'note'), (words, sign, place, member) => {
      const text = words.toSpliced(place % (words.length + 1), 0, sign).join(' ');
      expect(member === 'note' ? found({}, { note: text }) : found({ [member]: text })).toHaveLength(1);
    }), { numRuns: 300 });
  });
});
