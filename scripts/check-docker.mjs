// Holds docker/ against facts, because no engine runs where the checks do: paths, commands, names of variables, and what one part says of another.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { environmentTable } from '../dist/src/config/environment.js';
import { ROLES } from '../dist/src/cli/serve.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist/src/main.js');
const read = (path) => readFileSync(join(root, path), 'utf8');
const { version, files } = JSON.parse(read('package.json'));

/** A finding where a statement about docker/ does not hold. */
const unless = (holds, problem) => (holds ? [] : [problem]);
const named = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isPinned = (image) => /^[\w./-]+:[\w.-]+$/.test(image) && !image.endsWith(':latest');

function dockerfileProblems() {
  const instructions = read('docker/Dockerfile').replace(/\\\n/g, ' ').split('\n').filter((line) => /^[A-Z]+ /.test(line)).map((line) => [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1)]);
  const all = (name) => instructions.filter(([instruction]) => instruction === name).map(([, text]) => text);
  const copies = all('COPY').map((text) => ({ built: text.startsWith('--from=build'), sources: text.replace(/^--\S+ /, '').split(' ').slice(0, -1) }));
  const fromHere = copies.filter(({ built }) => !built).flatMap(({ sources }) => sources);
  const fromBuild = copies.filter(({ built }) => built).flatMap(({ sources }) => sources.map((path) => path.replace('/app/', '')));
  const sent = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const entry = JSON.parse(all('ENTRYPOINT')[0] ?? '[]');
  return [
    ...fromHere.filter((path) => !existsSync(join(root, path))).map((path) => `Dockerfile copies ${path}, which is not there`),
    ...fromHere.filter((path) => !sent.includes(path)).map((path) => `Dockerfile copies ${path}, which .dockerignore keeps back`),
    ...fromBuild.filter((path) => !existsSync(join(root, path))).map((path) => `Dockerfile copies ${path} from the build, which makes no such thing`),
    ...files.filter((path) => !path.endsWith('.md') && ![...fromHere, ...fromBuild].includes(path)).map((path) => `Dockerfile does not copy ${path}, which package.json names as part of the program`),
    ...all('FROM').map((text) => text.split(' ')[0]).filter((image) => !isPinned(image)).map((image) => `Dockerfile begins with ${image}, which has no fixed tag`),
    ...unless(entry[0] === 'node' && existsSync(join(root, entry[1] ?? '')), 'Dockerfile has an ENTRYPOINT that is not "node" and a file of the build'),
    ...unless(!['root', '0', undefined].includes(all('USER').at(-1)), 'Dockerfile ends as root'),
    ...unless(all('HEALTHCHECK').length === 1 && all('STOPSIGNAL')[0] === 'SIGTERM', 'Dockerfile misses HEALTHCHECK, or STOPSIGNAL SIGTERM'),
  ];
}

const compose = parse(read('docker/compose.yaml'), { merge: true });
const services = Object.entries(compose.services);
const isOurs = ({ image }) => image.startsWith('alertbridge:');
const networkText = read('docker/network.yaml');
const helpOf = (command) => execFileSync(process.execPath, [main, command, '--help'], { encoding: 'utf8' });
const known = new Set(environmentTable().map(({ name }) => name));

function commandProblems(name, { command, environment }) {
  const [first, ...rest] = command;
  const says = (problem) => `service ${name} ${problem}`;
  let help;
  try { help = helpOf(first); } catch { return [says(`runs "${first}", which is no command`)]; }
  const role = rest.includes('--role') ? rest[rest.indexOf('--role') + 1] : 'all';
  const referred = named([networkText, ...command].join('\n'), /\benv:([A-Z_]+)/g);
  return [
    ...rest.filter((word) => word.startsWith('--') && !help.includes(`${word} `)).map((word) => says(`gives ${first} the option ${word}, which it does not take`)),
    ...unless(ROLES.includes(role), says(`runs in the role ${role}, which there is not`)),
    ...Object.keys(environment).filter((variable) => !known.has(variable) && !referred.includes(variable)).map((variable) => says(`sets ${variable}, which nothing reads`)),
  ];
}

const isWatched = (service) => service.healthcheck !== undefined || isOurs(service);

function serviceProblems([name, service]) {
  const says = (problem) => `service ${name} ${problem}`;
  return [
    ...unless(isPinned(service.image), says(`uses ${service.image}, which has no fixed tag`)),
    ...(isOurs(service) ? [...unless(service.image === `alertbridge:${version}`, says(`is tagged ${service.image}, and package.json says ${version}`)), ...commandProblems(name, service)] : []),
    ...Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) => [
      ...unless(compose.services[other], says(`depends on ${other}, which there is not`)),
      ...unless(condition !== 'service_healthy' || isWatched(compose.services[other] ?? {}), says(`waits for the health of ${other}, which nobody checks`)),
    ]),
    ...(service.ports ?? []).filter((port) => !port.startsWith('127.0.0.1:')).map((port) => says(`opens ${port} to others than this machine`)),
    ...unless(service.restart && service.deploy?.resources?.limits?.memory && service.deploy.resources.limits.cpus, says('has no restart policy, or no limits')),
  ];
}

/** Declared and used are the same names. */
const bothWays = (what, used) => unless(same([...new Set(used)].sort(), Object.keys(compose[what] ?? {}).sort()), `compose.yaml: the ${what} declared are not those that services use`);
const usesOf = (key) => services.flatMap(([, service]) => service[key] ?? []);

/** What the first step writes is what compose.yaml asks for and .env.example describes; and the network file it makes is good. */
function firstStepProblems() {
  const scratch = mkdtempSync(join(tmpdir(), 'alertbridge-docker-'));
  try {
    execFileSync('sh', [join(root, 'docker/first-step.sh'), scratch], { stdio: 'pipe' });
    const written = Object.fromEntries(readFileSync(join(scratch, '.env'), 'utf8').trim().split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const asked = named(read('docker/compose.yaml'), /\$\{([A-Z_]+)/g);
    const withoutStop = named(read('docker/compose.yaml'), /\$\{([A-Z_]+)(?!\w|:\?)/g);
    const network = parse(readFileSync(join(scratch, 'local/network/network.yaml'), 'utf8'));
    const hosts = network.centres.flatMap(({ receive }) => (receive.transport.url ? [new URL(receive.transport.url)] : []));
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes).filter((volume) => volume.startsWith('./')).map((volume) => volume.split(':')[0]);
    const needed = [...new Set([...mounted, ...Object.values(compose.secrets).map(({ file }) => file)])];
    return [
      ...unless(same(Object.keys(written).sort(), asked), `first-step.sh writes ${Object.keys(written).sort()}, and compose.yaml asks for ${asked}`),
      ...unless(same(named(read('docker/.env.example'), /^([A-Z_]+)=$/gm), asked), `.env.example does not name exactly ${asked}`),
      ...withoutStop.map((name) => `compose.yaml takes ${name} without :?, so that it would start with nothing in it`),
      ...needed.filter((path) => !existsSync(join(scratch, path))).map((path) => `first-step.sh makes no ${path}, which compose.yaml mounts`),
      ...hosts.filter(({ hostname, port }) => !compose.services[hostname]?.command.includes(port)).map(({ host }) => `network.yaml calls ${host}, where no service listens`),
      ...checked(join(scratch, 'local/network/network.yaml'), written), ...checked(join(root, 'docker/network.yaml'), written),
    ];
  } finally { rmSync(scratch, { recursive: true, force: true }); }
}

/** The webhook secrets as the services get them. */
function checked(file, env) {
  try { execFileSync(process.execPath, [main, 'check', file], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' }); return []; } catch ({ stdout }) { return stdout.trim().split('\n'); }
}

const problems = [
  ...dockerfileProblems(), ...services.flatMap(serviceProblems), ...firstStepProblems(),
  ...bothWays('volumes', usesOf('volumes').map((volume) => volume.split(':')[0]).filter((name) => !/^[./]/.test(name))),
  ...bothWays('networks', usesOf('networks')), ...bothWays('secrets', usesOf('secrets')),
];
for (const problem of problems) console.error(`docker: ${problem}`);
console.log(`${services.length} services, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
