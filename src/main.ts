#!/usr/bin/env node
// The command: names, options and help; each command is one function of src/cli.
import { Command } from 'commander';
import { processIo, UsageError } from './cli/io.js';
import { environmentTable } from './config/environment.js';
import { packageVersion } from './package-files.js';

const io = processIo(process.env);
const USAGE = 2;

/** Loaded only where needed: `--help` and `send` should not wait for adapters. */
const formats = async () => (await import('./adapter/load-formats.js')).loadFormats();
const adapters = async () => (await formats()).all.map(({ manifest }) => manifest);

const finish = async (code: Promise<number>): Promise<void> => {
  try { process.exitCode = await code; } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    io.err(cause.message);
    process.exitCode = USAGE;
  }
};

const environmentHelp = (): string => {
  const rows = environmentTable();
  const width = Math.max(...rows.map(({ name }) => name.length));
  return ['', 'Environment:', ...rows.map(({ name, default: value, description }) => `  ${name.padEnd(width)}  ${description} (${value || 'not set'})`)].join('\n');
};

const URL_OPTION = ['--url <url>', 'address of the gateway, such as http://127.0.0.1:8080'] as const;
const KEY_OPTION = ['--key <key>', 'your key or token, or env:NAME, or file:PATH'] as const;

const MESSAGE_ARGUMENT = ['<file>', 'the message, or - for standard input'] as const;

/** An option that may stand several times. */
const collect = (text: string, before: string[] = []): string[] => [...before, text];

/** Who is calling, and by what the gateway is known. */
const asCaller = (command: Command): Command => command.option(...KEY_OPTION)
  .option('--ca <file>', 'certificate authority of the gateway, PEM, where it is no public one')
  .option('--cert <file>', 'your client certificate, PEM, instead of a key or beside it').option('--cert-key <file>', 'its private key, PEM');

const program = new Command('alertbridge')
  .description('Gateway between national child alert systems: takes an alert in one country\'s format, checks it, and relays it to the neighbours in theirs.')
  .addHelpText('after', `
To try it on this machine:
  alertbridge serve                                     starts with a sample network of twelve centres
  alertbridge send FILE --url http://127.0.0.1:8080 --key KEY
  alertbridge status --url http://127.0.0.1:8080 --key KEY
The keys are in data/quickstart.json. "alertbridge COMMAND --help" tells what a command takes.
${environmentHelp()}`)
  .version(packageVersion())
  .exitOverride((cause) => { process.exit(cause.exitCode === 0 ? 0 : USAGE); })
  .showHelpAfterError('(add --help for what the command takes)');

program.command('serve').description('run the gateway until SIGTERM')
  .option('--role <role>', 'all, api or worker; the last two need DATABASE_URL', 'all')
  .addHelpText('after', environmentHelp)
  .action(async (options) => { await finish((await import('./cli/serve.js')).serve(options, io)); });

program.command('check').description('check a network file: all problems at once, each with its line').argument('<file>', 'network file, YAML or JSON')
  .action(async (file) => { await finish((await import('./cli/check.js')).check(file, io, { env: process.env, adapters: await adapters() })); });

program.command('validate').description('judge messages without sending them; exit 0 when all are valid, 1 otherwise').argument('<files...>', 'the messages; - stands for standard input')
  .option('--adapter <id>', 'the format, where the content should not decide')
  .option('--profile <ids>', 'rules beyond CAP to judge by too: ipaws, cap-cp, child-alert-eu; several with commas, or the option again', collect)
  .option('--json', 'one JSON line per file')
  .action(async (files, options) => { await finish((await import('./cli/validate.js')).validateFiles(files, options, await formats(), io)); });

program.command('convert').description('turn a message into another format; losses go to standard error').argument(...MESSAGE_ARGUMENT)
  .requiredOption('--to <id>', 'the format wanted').option('--from <id>', 'the format given').option('--lang <tag>', 'language wanted, such as nl')
  .action(async (file, options) => { await finish((await import('./cli/convert.js')).convertFile(file, options, await formats(), { ...io, bytes: (body) => { process.stdout.write(body); } })); });

program.command('render').description('write an alert in other languages from the coded facts of its case').argument(...MESSAGE_ARGUMENT)
  .requiredOption('--lang <tags>', 'languages wanted, such as el or el,sq').option('--adapter <id>', 'the format, where the content should not decide').option('--json', 'print JSON')
  .action(async (file, options) => { await finish((await import('./cli/render.js')).renderFile(file, options, await formats(), io)); });

asCaller(program.command('send').description('submit a message and print the receipt; exit 0 accepted, 1 refused, 3 unreachable').argument(...MESSAGE_ARGUMENT)
  .requiredOption(...URL_OPTION)).option('--adapter <id>', 'the format, where the content should not decide')
  .action(async (file, options) => { await finish((await import('./cli/send.js')).sendFile(file, options, io)); });

asCaller(program.command('propose').description('put a message before the authority that decides, as a reporter; exit 0 kept, 1 refused, 3 unreachable').argument(...MESSAGE_ARGUMENT)
  .requiredOption(...URL_OPTION)).option('--adapter <id>', 'the format, where the content should not decide').option('--to <id>', 'who of the next step it is for, where several stand there')
  .action(async (file, options) => { await finish((await import('./cli/propose.js')).proposeFile(file, options, io)); });

asCaller(program.command('status').description('who has an alert or incident and what was decided; without an id, the latest alerts').argument('[id]', 'alert or incident')
  .requiredOption(...URL_OPTION)).option('--follow', 'go on printing what happens').option('--json', 'print JSON')
  .action(async (id, options) => { await finish((await import('./cli/status.js')).showStatus(id, options, io)); });

asCaller(program.command('erasures').description('what was erased, and who of those who had it has not followed').argument('[alert]', 'one alert; all where absent')
  .requiredOption(...URL_OPTION)).option('--state <state>', 'erasing, overdue, refused, outstanding or complete').option('--json', 'print JSON')
  .action(async (alert, options) => { await finish((await import('./cli/erasures.js')).showErasures(alert, options, io)); });

program.command('sandbox').description('a pretend centre: verifies signatures, remembers ids, answers, prints one JSON line per message')
  .requiredOption('--centre <id>', 'id of the centre').requiredOption('--port <n>', 'port to listen on', Number).option('--host <address>', 'address to listen on; for others than this machine only in a trial network', '127.0.0.1')
  .option('--tls-cert <file>', 'certificate, PEM: speaks HTTPS').option('--tls-key <file>', 'its private key, PEM').option('--client-ca <file>', 'lets in only callers with a certificate of this authority, PEM')
  .option('--secret <whsec>', 'the webhook secret; made and printed where absent').option('--fail <rate>', 'share of calls answered 503, 0 to 1', Number).option('--delay <ms>', 'wait before each answer', Number)
  .action(async (options) => { await finish((await import('./cli/sandbox.js')).startSandbox(options, io).then(() => 0)); });

const adapter = program.command('adapter').description('national formats: list, show, test, begin one');
adapter.command('test').description('hold an adapter folder against everything an adapter promises; exit 0 when all is well').argument('[dir]', 'the folder, inside the installation or not; all installed where absent')
  .option('--write', 'put beside each fixture what comes out of it, where nothing stands there yet')
  .action(async (dir, options) => { await finish((await import('./cli/adapter-test.js')).testAdapters(dir, options, io)); });
adapter.command('new').description('begin a national format: asks what is known of it and writes its folder; overwrites nothing').argument('<country>', 'two letters, such as RS')
  .option('--answers <file>', 'the answers as JSON, instead of the questions').option('--dir <dir>', 'where the folder is to lie; default adapters').option('--code', 'with TypeScript instead of a mapping')
  .action(async (country, options) => { await finish((await import('./cli/adapter-new.js')).newAdapter(country, options, io)); });
adapter.command('schema').description('what is right in a national format, as JSON Schema with words for each field').argument('<id>', 'a format that adapter list names')
  .action(async (id) => { const { showSchema } = await import('./cli/adapter-list.js');
    await finish(formats().then((all) => showSchema(all, id, io)));
  });
adapter.command('list').description('all formats with their standing').action(async () => { const { listAdapters } = await import('./cli/adapter-list.js');
    await finish(formats().then((all) => listAdapters(all, io)));
  });

asCaller(program.command('audit').description('the audit chain')
  .command('verify').description('walk the chain and name the first bad entry; exit 0 when whole')
  .option(...URL_OPTION)).option('--export <file>', 'verify this exported chain; with --url, write the chain to it')
  .action(async (options) => { await finish((await import('./cli/audit-verify.js')).verifyAudit(options, io)); });

program.command('key').description('keys of centres and clients')
  .command('new').description('make a key; it is shown once, with its entry for the network file')
  .option('--role <role>', 'centre, liaison, operator, auditor, integrator or reporter').option('--id <id>', 'centre or client it is for')
  .action(async (options) => { await finish((await import('./cli/key-new.js')).newKey(options, io)); });

asCaller(program.command('pause').description('hold everything that waits for a centre').argument('<centre>').requiredOption(...URL_OPTION))
  .action(async (centre, options) => { await finish((await import('./cli/operate.js')).pause(centre, options, io)); });

asCaller(program.command('resume').description('let a paused centre\'s deliveries go on').argument('<centre>').requiredOption(...URL_OPTION))
  .action(async (centre, options) => { await finish((await import('./cli/operate.js')).resume(centre, options, io)); });

asCaller(program.command('redrive').description('send again one delivery, or all that have not arrived and fit the filter; one line each').argument('[delivery]').requiredOption(...URL_OPTION))
  .option('--state <state>', 'dead, held, retrying or queued').option('--centre <id>', 'deliveries for this centre').option('--all', 'without a filter').option('--dry-run', 'say what would happen and change nothing')
  .action(async (delivery, options) => { await finish((await import('./cli/operate.js')).redrive(delivery, options, io)); });

asCaller(program.command('doctor').description('examine configuration, database, queue, clock, disk and centres; exit 0 when nothing is wrong')
  .option(...URL_OPTION))
  .action(async (options) => { await finish((await import('./cli/doctor.js')).examine(options, await adapters(), io)); });

await program.parseAsync();
