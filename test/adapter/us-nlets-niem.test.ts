// AMBER Alerts over Nlets: prefixes of any kind, contradictions that are told and not decided, nothing of a special category.
import { describe, expect, test } from '@jest/globals';
import { loadFormats } from '../../src/adapter/load-formats.js';
import { examine } from '../../src/inbound/examine.js';
import { decodedBy, errorsIn, sample, takersOf, withSamples } from './samples.js';

const formats = await loadFormats();

interface Parts { id?: string; status?: string; control?: string; texts?: string[]; vehicle?: string; child?: string; subject?: string; prefix?: string }

const message = ({ id = 'A7', status = 'Activate', control = '', texts = [], vehicle = '', child = '<PersonSexText>Male</PersonSexText>', subject = '', prefix = 'x' }: Parts = {}): Uint8Array => Buffer.from(`<n:NLETS xmlns:n="urn:n">
  <n:NLETSMessageHeader><n:OriginatingORIID>ZZ0000042</n:OriginatingORIID><n:DocumentControlFieldText>${control}</n:DocumentControlFieldText><n:MessageSendDate>03/02/2026</n:MessageSendDate></n:NLETSMessageHeader>
  <n:NLETSMailData><${prefix}:AmberAlert xmlns:${prefix}="http://www.nlets.org/niem/nlets-amber-alert/1.0"><AmberAlertID>${id}</AmberAlertID>
    <AmberAlertDateTime><DateTime>2026-03-02T14:20:00-07:00</DateTime></AmberAlertDateTime><AmberAlertStatusText>${status}</AmberAlertStatusText>
    ${texts.map((text) => `<AmberAlertShortMessage><MessageText>${text}</MessageText></AmberAlertShortMessage>`).join('')}
    ${vehicle ? `<Vehicle>${vehicle}</Vehicle>` : ''}${child ? `<MissingPerson><RoleOfPerson>${child}</RoleOfPerson></MissingPerson>` : ''}${subject ? `<Subject><RoleOfPerson>${subject}</RoleOfPerson></Subject>` : ''}
  </${prefix}:AmberAlert></n:NLETSMailData></n:NLETS>`);

const relayed = (parts: Parts) => {
  const { alerts: [found] } = examine(message(parts), formats);
  return { ...found!.alert!, codes: found!.issues.map(({ code, path }) => `${code} ${path.split('/').at(-1)}`) };
};

test('any prefix will do, and the namespace tells whose document it is', () => {
  for (const prefix of ['n2-aa', 'q']) expect(takersOf(message({ prefix }))).toEqual(['us-nlets-niem']);
});

test.each([['Activate', 'Alert', 'A7', undefined], ['UPDATE', 'Update', 'A7.03022026', 'A7'], ['Cancel', 'Cancel', 'A7.03022026', 'A7'], ['Deactivate', 'Cancel', 'A7.03022026', 'A7']])('%s is CAP\'s %s', (...row) => {
  const [status, msgType, identifier, first] = row;
  const { alert } = decodedBy('us-nlets-niem', message({ status }))[0]!;
  expect([alert!.msgType, alert!.identifier, alert!.references?.[0]?.identifier]).toEqual([msgType, identifier, first]);
});

test('a word that neither begins nor ends an alert is refused, not guessed', () => {
  expect(errorsIn(decodedBy('us-nlets-niem', message({ status: 'Pending' })))).toEqual(['SCHEMA_PATTERN /NLETS/NLETSMailData/AmberAlert/AmberAlertStatusText']);
});

test('the message that ends an alert says nothing of the child', () => {
  const { alert } = decodedBy('us-nlets-niem', message({ status: 'Cancel', texts: ['Robin Specimen is safe'] }))[0]!;
  expect([alert!.info, alert!.case, JSON.stringify(alert).includes('Robin')]).toEqual([undefined, undefined, false]);
});

test.each([['TSTMESSAGE', 'Test'], ['test 4', 'Test'], ['EXERCISE', 'Exercise'], ['CASE DESK 4', 'Actual'], ['TSTAR 12', 'Actual']])('the control field %s is taken for %s', (control, status) => {
  expect(relayed({ control }).gateway!.effectiveStatus).toBe(status);
});

describe('a vehicle that the short message calls', () => {
  const blueHonda = '<ConveyanceColorPrimaryText>Blue</ConveyanceColorPrimaryText><ItemMakeName>Honda</ItemMakeName><ItemModelName>Civic</ItemModelName>';

  test.each([
    'Juvenile last seen in green Honda Civic', 'GREEN 2010 HONDA', 'a red and white Civic', 'green car',
  ])('%s has no colour, whatever is filled in later, and a warning', (text) => {
    for (const child of [undefined, '']) {
      const { case: found, codes } = relayed({ vehicle: blueHonda, texts: [text], ...(child !== undefined && { child }) });
      expect([found!.vehicles, codes.filter((code) => code.startsWith('CHILD_CONTRADICTION'))]).toEqual([[{ make: 'Honda', model: 'Civic' }], ['CHILD_CONTRADICTION ConveyanceColorPrimaryText']]);
    }
  });

  test.each(['dark blue Honda', 'blue/white Honda', 'Honda Civic, child wears a green jacket', 'green jacket. Blue Honda', 'Child taken'])('%s stays blue', (text) => {
    const { case: found, codes } = relayed({ vehicle: blueHonda, texts: [text] });
    expect([found!.vehicles![0]!.colour, codes.filter((code) => code === 'CHILD_CONTRADICTION ConveyanceColorPrimaryText')]).toEqual(['blue', []]);
  });
});

describe('a person', () => {
  test.each([['7 years old', { value: 7, unit: 'year' }], ['11 months', { value: 11, unit: 'month' }], ['6-8', { value: 7, unit: 'year', approximate: true }], ['about 9', { value: 9, unit: 'year', approximate: true }], ['small', undefined]])('of %s has an age', (words, age) => {
    expect(relayed({ child: `<PersonAgeDescriptionText>${words}</PersonAgeDescriptionText>` }).case!.children![0]!.age).toEqual(age);
  });

  test.each([['Late 40s', 48], ['early 30\'s', 32], ['20s', 25]])('of the %s is about %i', (words, value) => {
    expect(relayed({ subject: `<PersonAgeDescriptionText>${words}</PersonAgeDescriptionText>` }).case!.suspects![0]!.age).toEqual({ value, unit: 'year', approximate: true });
  });

  test('whose birth date is another than the age has neither, and a warning', () => {
    const { case: found, codes } = relayed({ subject: '<PersonAgeDescriptionText>Late 40s</PersonAgeDescriptionText><PersonBirthDate><Date>2018-01-01</Date></PersonBirthDate><PersonSexText>Male</PersonSexText>' });
    expect([found!.suspects, codes]).toEqual([[{ sex: 'male' }], ['CHILD_CONTRADICTION PersonBirthDate']]);
  });

  test.each([['400', 122], ['511', 180]])('%s high is %i centimetres, and marked as our reading', (height, heightCm) => {
    const found = relayed({ child: `<PersonHeightMeasure><MeasureValueText>${height}</MeasureValueText></PersonHeightMeasure>` });
    expect(found.case!.children![0]!.heightCm).toBe(heightCm);
    expect(found.gateway!.assigned!.map(({ path }) => path)).toContain('/case/children/0/heightCm');
  });

  test('of no known sex has none', () => {
    expect(decodedBy('us-nlets-niem', message({ child: '<PersonSexText>constructor</PersonSexText>' }))[0]!.alert!.case!.children).toEqual([{}]);
  });

  test.each(['75', '412', 'tall'])('%s high has no height, and a warning', (height) => {
    const { case: found, codes } = relayed({ child: `<PersonHeightMeasure><MeasureValueText>${height}</MeasureValueText></PersonHeightMeasure><PersonSexText>F</PersonSexText>` });
    expect([found!.children, codes]).toEqual([[{ sex: 'female' }], ['VALUE_UNREADABLE MeasureValueText']]);
  });

  test.each(['PersonRaceText', 'PersonEthnicityText'])('has no %s in what is relayed', (name) => {
    const person = `<${name}>SPECIALCATEGORY</${name}><PersonSexText>Male</PersonSexText>`;
    expect(JSON.stringify(relayed({ child: person, subject: person }))).not.toContain('SPECIALCATEGORY');
  });
});

withSamples('the published example', () => {
  const published = () => {
    const { alerts: [found] } = examine(sample('nlets-niem-amber-alert.xml'), formats);
    return { ...found!.alert!.case!, issues: found!.issues, alert: found!.alert! };
  };

  test('is read as conforming CAP, with its child and its suspect', () => {
    const { children = [], suspects = [] } = published();
    const bytes = sample('nlets-niem-amber-alert.xml');
    expect([takersOf(bytes), errorsIn(decodedBy('us-nlets-niem', bytes))]).toEqual([['us-nlets-niem'], []]);
    expect([children.length, children[0]!.heightCm, children[0]!.age, suspects.length]).toEqual([1, 122, { value: 7, unit: 'year' }, 1]);
  });

  test('is a test, has a vehicle of no colour, and no race or ethnicity', () => {
    const { vehicles, issues, alert } = published();
    expect([alert.gateway!.effectiveStatus, vehicles]).toEqual(['Test', [{ make: 'Honda', model: 'Civic', year: 2010, plate: 'ABC123', plateCountry: 'US' }]]);
    expect(issues.filter(({ code }) => code === 'CHILD_CONTRADICTION')).toHaveLength(2);
    expect(JSON.stringify(alert)).not.toMatch(/Hispanic|"White"|M123456789/);
  });
});
