// Bytes of CAP to an alert and everything that is wrong with it, beside what other readers need for less; and whether twice as much takes twice as long.
import { CAP_1_2 as CapTs } from '@dec112/cap-ts';
import { XMLParser } from 'fast-xml-parser';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import saxes from 'saxes';
import { coast, manyInfos, messagesOfOthers, oasisSchema } from './documents.mjs';
import { median, now, spread } from './statistics.mjs';

const SIZES = { quick: { rounds: 5, turnMs: 60, warmMs: 400 }, full: { rounds: 21, turnMs: 250, warmMs: 2_000 } };

const COAST_VERTICES = 41_000;
const GROWTH = { vertices: { sizes: [10_000, 20_000, 40_000, 80_000], make: coast }, infos: { sizes: [250, 500, 1_000, 2_000], make: manyInfos } };

const LIMIT = 'cap-ts';
/** Times the throughput of cap-ts, which only parses; and the growth of the time for a byte. */
const TARGETS = { judging: { ratio: { atLeast: 4 } }, growth: { ratio: { below: 1.3 } } };

/** What saxes costs where its events become a tree, as any reader of CAP needs one. */
const saxesTree = (text) => {
  const root = { name: '', children: [], text: '' };
  const open = [root];
  const parser = new saxes.SaxesParser({ xmlns: true });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element = { name: local, namespace: uri, attributes, children: [], text: '' };
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on('text', (chunk) => { open.at(-1).text += chunk; });
  parser.on('cdata', (chunk) => { open.at(-1).text += chunk; });
  parser.on('closetag', () => { open.pop(); });
  parser.write(text).close();
  return root;
};

const fastXml = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true });

/** Parsing and the schema of OASIS; undefined without that schema. */
const libxml2 = () => {
  const schema = oasisSchema();
  if (!schema) return undefined;
  const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(schema));
  return ({ bytes }) => {
    const read = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE });
    try { validator.validate(read); } finally { read.dispose(); }
  };
};

/** Everyone is handed what it wants: a string or bytes. Ours come from dist/, which is only there once it is built. */
async function readers(say) {
  const [{ capXmlFormat }, { readXml }] = await Promise.all(['cap/cap-formats.js', 'format/xml.js'].map((file) => import(`../dist/src/${file}`)));
  const validating = libxml2();
  if (!validating) say('parse: left out libxml2 with the OASIS schema, which does not lie in ../shared/cap');
  return {
    AlertBridge: { measure: 'read and judged', read: ({ bytes }) => capXmlFormat.decode(bytes), target: TARGETS.judging },
    [LIMIT]: { measure: 'parsed', read: ({ text }) => CapTs.Alert.fromXML(text) },
    'AlertBridge, readXml': { measure: 'parsed, tree with places', read: ({ bytes }) => readXml(bytes) },
    saxes: { measure: 'parsed, plain tree', read: ({ text }) => saxesTree(text) },
    'fast-xml-parser': { measure: 'parsed, plain object', read: ({ text }) => fastXml.parse(text) },
    ...(validating && { 'libxml2-wasm': { measure: 'parsed, OASIS schema', read: validating } }),
  };
}

/** One turn: all documents, as often as the time allows. Only who answers with a promise is waited for. @returns milliseconds for reading all of them once. */
async function turn(read, documents, milliseconds) {
  const begun = now();
  let times = 0;
  do {
    for (const document of documents) {
      const answer = read(document);
      if (answer instanceof Promise) await answer;
    }
    times += 1;
  } while (now() - begun < milliseconds);
  return (now() - begun) / times;
}

/** Rounds in which each has its turn, first another one each time. @returns name → milliseconds of each round. */
async function interleaved(turns, rounds) {
  const names = Object.keys(turns);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < names.length; i += 1) {
      const name = names[(i + round) % names.length];
      taken[name].push(await turns[name]());
    }
  }
  return taken;
}

const bytesOf = (documents) => documents.reduce((sum, { bytes }) => sum + bytes.length, 0);

async function race(all, { name, documents }, { rounds, turnMs, warmMs }) {
  for (const { read } of Object.values(all)) await turn(read, documents, warmMs);
  const taken = await interleaved(Object.fromEntries(Object.entries(all).map(([reader, { read }]) => [reader, () => turn(read, documents, turnMs)])), rounds);
  const rates = Object.fromEntries(Object.entries(taken).map(([reader, times]) => [reader, times.map((time) => bytesOf(documents) / time / 1_000)]));
  return Object.entries(all).filter(([reader]) => reader !== LIMIT).map(([reader, { measure, target }]) => ({
    benchmark: 'parse', case: name, engine: reader, measure, unit: 'MB/s', value: median(rates[reader]), range: spread(rates[reader]),
    ratio: spread(rates[reader].map((rate, round) => rate / rates[LIMIT][round])), limit: median(rates[LIMIT]), limitIs: `${LIMIT}, parsed`, target,
  }));
}

/** The time for a byte of the greatest document, as a multiple of that of the smallest. */
async function growth({ AlertBridge: { read, measure } }, name, { sizes, make }, { rounds, turnMs, warmMs }) {
  const documents = Object.fromEntries(sizes.map((size) => [size, [make(size)]]));
  for (const one of Object.values(documents)) await turn(read, one, warmMs);
  const taken = await interleaved(Object.fromEntries(Object.entries(documents).map(([size, one]) => [size, () => turn(read, one, turnMs)])), rounds);
  const perByte = (size) => taken[size].map((time) => (time * 1e6) / bytesOf(documents[size]));
  const [least, greatest] = [perByte(sizes[0]), perByte(sizes.at(-1))];
  return {
    benchmark: 'parse', case: `${sizes[0]} to ${sizes.at(-1)} ${name}`, engine: 'AlertBridge', measure: `${measure}, growth`, unit: 'ns a byte', value: median(greatest), range: spread(greatest),
    ratio: spread(greatest.map((time, round) => time / least[round])), limit: median(least), limitIs: `${sizes[0]} ${name}`, target: TARGETS.growth,
  };
}

const canRead = async ({ read }, document) => { try { await read(document); return true; } catch { return false; } };

/** Only what is sound may be measured: a reader that stops early is a fast one. */
const mustBeSound = ({ AlertBridge }, { name, documents }) => {
  for (const document of documents) {
    const { messages } = AlertBridge.read(document);
    if (!messages?.every(({ alert, issues }) => alert && issues.every(({ level }) => level !== 'error'))) throw new Error(`parse: ${name} holds a document that is not valid`);
  }
};

/** No engine of the database has a part in this. */
export async function parse({ quick, say }) {
  const size = SIZES[quick ? 'quick' : 'full'];
  const all = await readers(say);
  const { from, documents } = messagesOfOthers();
  const readable = [];
  for (const document of documents) if ((await Promise.all(Object.values(all).map((reader) => canRead(reader, document)))).every(Boolean)) readable.push(document);
  if (readable.length < documents.length) say(`parse: ${documents.length - readable.length} of ${documents.length} left out, which not every reader takes`);
  const inputs = [{ name: `${readable.length} ${from}`, documents: readable }, { name: `${COAST_VERTICES} vertices`, documents: [coast(COAST_VERTICES)] }];
  const rows = [];
  for (const input of inputs) {
    say(`parse: ${input.name}, ${bytesOf(input.documents)} bytes`);
    mustBeSound(all, input);
    rows.push(...await race(all, input, size));
  }
  for (const [name, series] of Object.entries(GROWTH)) {
    say(`parse: growth with ${name}`);
    rows.push(await growth(all, name, series, size));
  }
  return { rows };
}
