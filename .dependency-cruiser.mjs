// The architecture as import rules: which folder may know which, and the one door of every package and effect. Each says why.

/** What a folder (or a file at the top of src) may import besides itself. Whatever is not listed is forbidden. */
export const FOLDERS = {
  'errors.ts': { may: ['model'], why: 'A refusal carries issues and nothing else; every step may throw one.' },
  'clock.ts': { may: [], why: 'The door to the time stands by itself.' },
  'package-files.ts': { may: [], why: 'Where files lie depends on nothing that is in them.' },
  model: { may: [], why: 'The contract types are what everything is about; they know nobody.' },
  telemetry: { may: [], why: 'Who tells and who listens must not need each other.' },
  trust: { may: [], why: 'Keys, seals and signatures can be read and checked without the rest.' },
  queue: { may: [], why: 'A queue only says "now"; it knows no alert.' },
  geo: { may: ['model'], why: 'Geography is pure: areas in, countries out.' },
  statistics: { may: ['model'], why: 'Counting and protecting is pure: cases as codes in, figures out.' },
  rules: { may: ['model'], why: 'National rules are data and a few questions to it; they take no step and keep nothing.' },
  config: { may: ['model'], why: 'Settings are read before anything runs.' },
  facts: { may: ['model', 'render'], why: 'Reading is pure: an alert in, marked values out. What we write ourselves is read by the words it was written with.' },
  format: { may: ['model', 'errors.ts'], why: 'Reading and writing is pure: no store, no network, no settings.' },
  cap: { may: ['model', 'errors.ts', 'format'], why: 'CAP is a format: bytes in, alerts and issues out.' },
  render: { may: ['model'], why: 'Texts are made of facts and words alone, whoever asks for them.' },
  adapter: { may: ['model', 'errors.ts', 'format', 'facts', 'cap', 'geo', 'render'], why: 'What stands around a blind adapter is as pure as the formats, and so is what the kit offers it.' },
  store: { may: ['model', 'errors.ts', 'statistics', 'trust'], why: 'The store keeps what it is given; it judges no message and knows no step.' },
  'outbound/transport': { may: [], why: 'A transport takes bytes to an address and says what was answered.' },
  inbound: {
    may: ['model', 'errors.ts', 'clock.ts', 'format', 'facts', 'cap', 'geo', 'render', 'store', 'trust', 'telemetry/events.ts'],
    why: 'The way in meets the way out only in the store, so that either can fail, wait or be restarted without the other.',
  },
  proposal: {
    may: ['model', 'errors.ts', 'clock.ts', 'config/centres.ts', 'format', 'inbound', 'store', 'trust'],
    why: 'A proposal stays at home until it comes in by the door of all alerts; nothing of it may reach the way out by another.',
  },
  incident: {
    may: ['model', 'errors.ts', 'clock.ts', 'config/centres.ts', 'format', 'inbound', 'rules', 'store', 'trust'],
    why: 'A decision is told by the door of all messages, in one transaction with it; how it travels on is the affair of the way out.',
  },
  outbound: {
    may: ['model', 'errors.ts', 'clock.ts', 'format', 'queue', 'render', 'store', 'trust', 'telemetry/events.ts'],
    why: 'The way out meets the way in only in the store, so that either can fail, wait or be restarted without the other.',
  },
  photos: {
    may: ['model', 'clock.ts', 'outbound/link-photos.ts', 'outbound/transport', 'store', 'trust', 'telemetry/events.ts'],
    why: 'Pictures come after the alert and beside its path: neither half waits for them, and how they are fetched comes as an argument.',
  },
  feeds: {
    may: ['model', 'errors.ts', 'clock.ts', 'format', 'cap', 'inbound', 'outbound/transport', 'store', 'trust', 'telemetry/events.ts'],
    why: 'What is fetched enters by the same way in as what is pushed; how it is fetched comes as an argument.',
  },
  erasure: {
    may: ['model', 'errors.ts', 'clock.ts', 'store', 'trust'],
    why: 'What has to go is decided by the store and destroyed in the key store; no step of the path has a say in it.',
  },
  upkeep: {
    may: ['model', 'errors.ts', 'clock.ts', 'queue', 'store', 'trust', 'outbound/transport', 'telemetry/events.ts'],
    why: 'Upkeep tidies the store on a timer; it takes no step of the path.',
  },
  http: {
    may: ['model', 'errors.ts', 'clock.ts', 'package-files.ts', 'config/centres.ts', 'erasure', 'format', 'geo', 'inbound', 'incident', 'outbound', 'photos/photo-link.ts', 'proposal', 'queue', 'render', 'rules', 'statistics', 'store', 'trust', 'upkeep', 'telemetry/events.ts', 'telemetry/metrics.ts'],
    why: 'The HTTP door opens both halves to callers; formats, settings and the logger reach it as arguments.',
  },
  exercise: { may: ['model', 'clock.ts'], why: 'A drill is played from outside: every desk is handed to it, and it knows nothing of a gateway but its answers.' },
  cli: {
    may: ['exercise', 'clock.ts', 'model', 'errors.ts', 'adapter/conformance/conformance.ts', 'config', 'format', 'inbound', 'render', 'store', 'trust', 'upkeep', 'telemetry', 'package-files.ts', 'gateway.ts'],
    why: 'A command is a caller: it speaks HTTP to a gateway, or asks the pure steps.',
  },
  'gateway.ts': {
    may: ['model', 'errors.ts', 'clock.ts', 'package-files.ts', 'config', 'format', 'cap', 'adapter', 'geo', 'rules', 'store', 'queue', 'trust', 'inbound', 'incident', 'outbound', 'photos', 'proposal', 'erasure', 'feeds', 'upkeep', 'http', 'telemetry'],
    why: 'The only file that wires knows every part, but no command.',
  },
  'main.ts': { may: ['cli', 'config', 'package-files.ts', 'adapter/load-formats.ts'], why: 'The command line holds names, options and help; what they do is in cli.' },
};

/** One door per package: where it may be imported, so that it can be replaced, updated and distrusted in one place. */
export const DOORS = [
  { packages: ['express', 'helmet'], at: ['src/http/'], why: 'Only the HTTP door knows the web framework.' },
  { packages: ['libxml2-wasm'], at: ['src/trust/canonical-xml.ts'], why: 'Canonical forms for signatures are made of what the one reader has taken before; nothing is read out of them but what was signed.' },
  { packages: ['pg'], at: ['src/store/postgres.ts', 'src/store/notifications.ts'], why: 'SQL reaches PostgreSQL through the port both engines share; a listener has to keep a connection of its own.' },
  { packages: ['@electric-sql/pglite'], at: ['src/store/embedded-worker.mjs'], why: 'The embedded database runs in a thread of its own, behind the same port.' },
  { packages: ['pino'], at: ['src/telemetry/log.ts'], why: 'The path speaks through fixed sentences; a logger in hand would log a child.' },
  { packages: ['prom-client'], at: ['src/telemetry/metrics.ts'], why: 'Figures are counted where events are told.' },
  { packages: ['@opentelemetry/api'], at: ['src/telemetry/traces.ts'], why: 'What is traced is what events tell: ids and codes, never a message.' },
  { packages: ['undici'], at: ['src/outbound/transport/', 'src/cli/api-client.ts'], why: 'Every call to an address somebody else wrote passes the address check; the commands call their own gateway.' },
  { packages: ['ipaddr.js'], at: ['src/outbound/transport/', 'src/config/'], why: 'One place says which addresses may be called.' },
  { packages: ['yaml', 'zod'], at: ['src/config/'], why: 'Settings and the network file are read in one place, all problems at once.' },
  {
    packages: ['ajv', 'ajv-formats'], at: ['src/adapter/check-document.ts', 'src/adapter/load-adapters.ts', 'src/config/schema-findings.ts'],
    why: 'JSON Schema judges what others write as a whole: national documents, manifests, the network file, scenarios. Alerts are judged by src/cap, which says more.',
  },
  { packages: ['world-atlas', 'topojson-client', 'topojson-specification', 'flatbush', 'cheap-ruler', 'point-in-polygon-hao'], at: ['src/geo/'], why: 'Geography is one pure part.' },
  { packages: ['fast-xml-parser'], at: ['src/format/xml-object.ts'], why: 'National XML becomes a plain object in one place, behind our own reader.' },
  { packages: ['robust-predicates'], at: ['src/cap/border.ts'], why: 'On which side of a line a point lies is asked in one place, and answered exactly.' },
  { packages: ['commander'], at: ['src/main.ts'], why: 'Commands are functions that know nothing of how they were called.' },
  { packages: ['bullmq', 'ioredis'], at: ['src/queue/bullmq.ts'], why: 'The outbox is the truth; a queue is one of several ways to be woken.' },
  { packages: ['rate-limiter-flexible'], at: ['src/http/admission.ts'], why: 'Who is let in is decided in one place, before anything is read.' },
  { packages: ['jose'], at: ['src/trust/'], why: 'What proves who somebody is, is verified in one place.' },
  { packages: ['lru-cache'], at: ['src/store/alert-reader.ts', 'src/outbound/encode.ts'], why: 'What may be kept in memory, for how long, is decided where it is opened and where it is encoded.' },
  { packages: ['intl-messageformat'], at: ['src/render/message.ts'], why: 'Sentences in other languages are filled in one place; what they are filled with is not its affair.' },
  { packages: ['sharp'], at: ['src/photos/clean-photo.ts'], why: 'What decodes pictures that strangers send is bounded, and most of it blocked, in one place.' },
  { packages: ['uuid'], at: ['src/inbound/new-id.ts'], why: 'Ids are given once, in accepting.' },
];

/** One door per effect. */
const EFFECTS = [
  { name: 'network', modules: ['net', 'tls', 'http', 'https', 'http2', 'dns', 'dgram'], at: ['src/http/', 'src/gateway.ts', 'src/outbound/transport/', 'src/cli/'], why: 'What opens a socket is either the HTTP door or a transport.' },
  { name: 'threads-and-processes', modules: ['worker_threads', 'child_process', 'cluster', 'vm'], at: ['src/store/'], why: 'Only the embedded database needs a thread.' },
  {
    name: 'files', modules: ['fs'], at: ['src/config/', 'src/store/', 'src/trust/', 'src/cli/', 'src/http/openapi.ts', 'src/geo/atlas.ts', 'src/geo/atlas-layout.ts', 'src/adapter/load-adapters.ts', 'src/adapter/conformance/adapter-folder.ts', 'src/upkeep/', 'src/erasure/journal.ts', 'src/erasure/mark.ts', 'src/feeds/drop-directory.ts', 'src/feeds/forget-files.ts', 'src/package-files.ts', 'src/render/languages.ts'],
    why: 'The steps of the path take values and return values; nothing of an alert may touch a disk but through the store.',
  },
];

/** Files that make a port. Others use the port's type and get it passed in. */
const MAKERS = ['queue/open-queue', 'store/notifications', 'outbound/worker', 'outbound/dispatch', 'outbound/transport/webhook', 'outbound/transport/fetch-document', 'feeds/poller', 'photos/photo-keeper', 'photos/photo-links', 'store/open-store', 'upkeep/upkeep', 'adapter/load-adapters', 'telemetry/log', 'telemetry/metrics', 'telemetry/traces'];

const escaped = (text) => text.replaceAll('.', '\\.');
const anyOf = (paths) => `^(${paths.map(escaped).join('|')})`;
const inSrc = (place) => `src/${place}${place.endsWith('.ts') ? '' : '/'}`;
const installed = (packages) => `(^|/)node_modules/(@types/)?(${packages.map(escaped).join('|')})/|^(${packages.map(escaped).join('|')})$`;
const kebab = (text) => text.replace('.ts', '').replaceAll('/', '-');
const modules = (names) => `^(node:)?(${names.join('|')})(/|$)`;

/** What lies in a folder, without the folders in it that have a line of their own. */
const homeOf = (place) => ({ path: anyOf([inSrc(place)]), pathNot: Object.keys(FOLDERS).filter((other) => other.startsWith(`${place}/`)).map((inner) => anyOf([inSrc(inner)])) });

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const folderRules = Object.entries(FOLDERS).map(([place, { may, why }]) =>
  rule(`${kebab(place)}-knows-only`, why, homeOf(place), { path: '^src/', pathNot: anyOf([place, ...may].map(inSrc)) }));

const doorRules = DOORS.map(({ packages, at, why }) => rule(`one-door-for-${kebab(packages[0].replace('@', ''))}`, why, { path: '^(src|adapters)/', pathNot: anyOf(at) }, { path: installed(packages) }));

const effectRules = EFFECTS.map(({ name, modules: names, at, why }) => rule(`one-door-for-${name}`, why, { path: '^(src|adapters)/', pathNot: anyOf(at) }, { path: modules(names), dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] }));

export default {
  forbidden: [
    ...folderRules,
    ...doorRules,
    ...effectRules,
    rule('adapters-are-blind', 'An adapter is decode and encode on plain objects: no package, no clock, no network, so an integrator cannot bring in a leak or an attack.',
      { path: '^adapters/([^/]+)/' }, { pathNot: ['^adapters/$1/', '^src/adapter/kit\\.ts$'] }),
    rule('the-folder-is-the-registry', 'Adapters are found by their folder at run time; a country is added without touching src.', { path: '^src/' }, { path: '^adapters/' }),
    rule('only-the-gateway-makes-ports', 'Ports are made in one file and passed on as arguments, so that a test can pass others.',
      { path: '^src/', pathNot: ['^src/gateway\\.ts$', '^src/cli/(serve|private-gateway)\\.ts$', '^src/adapter/(load-formats\\.ts$|conformance/)'] }, { path: `^src/(${MAKERS.join('|')})\\.ts$`, dependencyTypesNot: ['type-only'] }),
    rule('the-engines-have-one-door', 'Which database it is decides open-store alone; the commands that verify a chain and examine an installation open PostgreSQL beside a gateway.',
      { path: '^src/', pathNot: ['^src/store/', '^src/cli/(audit-verify|doctor)\\.ts$'] }, { path: '^src/store/(postgres|embedded.*)\\.(ts|mjs)$' }),
    rule('telemetry-is-passed-in', 'The path tells events through what it is handed; it makes no telemetry of its own.',
      { path: '^src/', pathNot: ['^src/telemetry/', '^src/gateway\\.ts$', '^src/cli/(serve|private-gateway)\\.ts$'] }, { path: '^src/telemetry/', dependencyTypesNot: ['type-only'] }),
    rule('one-way-to-the-gateway', 'A gateway is started by serve, and for a drill of its own by exercise.', { path: '^src/', pathNot: ['^src/cli/(serve|private-gateway)\\.ts$'] }, { path: '^src/gateway\\.ts$' }),
    rule('every-package-has-a-door', 'A new package gets a line in DOORS, with the reason why it is needed and where.',
      { path: '^src/' }, { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'], pathNot: installed(DOORS.flatMap(({ packages }) => packages)) }),
    rule('only-what-is-installed', 'What runs may need only what package.json lists under dependencies.',
      { path: '^(src|adapters)/' }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }),
    rule('imports-resolve', 'The import leads nowhere. The types of topojson-specification come with those of topojson-client.', {}, { couldNotResolve: true, pathNot: '^topojson-specification$' }),
    rule('nothing-but-the-product', 'Tests, scripts and the page are beside the program, not part of it.', { path: '^(src|adapters)/' }, { path: '^(test|scripts|bench|examples|web|docs|dist)/' }),
    rule('no-circles', 'A circle is one part in several files, or a part in the wrong place.', { path: '^(src|adapters)/' }, { circular: true }),
    rule('nothing-unused', 'Every file is reached from the command; the worker of the embedded database is started by its path.',
      { path: '^src/main\\.ts$' }, { path: '^src/', pathNot: '^src/store/embedded-worker\\.mjs$', reachable: false }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
