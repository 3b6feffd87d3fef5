// Second half of checking a scenario: what no schema can say. Its shape is right already.
import { wholeContent } from '../model/exercise-content.js';
import type { Exercise, Player, Step } from '../model/generated/exercise.js';
import type { Finding } from './schema-findings.js';

type Verb = Step['do'];
type Member = 'of' | 'content' | 'decision' | 'expect';

/** What each verb needs and may have beyond it; `of` says whose product is meant. */
const VERBS: Readonly<Record<Verb, { by: readonly Player['role'][]; of?: 'proposal' | 'alert'; needs?: readonly Member[]; may?: readonly Member[] }>> = {
  brief: { by: ['centre', 'reporter', 'liaison', 'observer'] },
  propose: { by: ['reporter'], needs: ['content'] },
  refer: { by: ['reporter'], of: 'proposal' },
  return: { by: ['reporter', 'centre'], of: 'proposal' },
  decline: { by: ['reporter', 'centre'], of: 'proposal' },
  withdraw: { by: ['reporter'], of: 'proposal' },
  issue: { by: ['centre'], of: 'proposal', may: ['content'] },
  submit: { by: ['centre'], needs: ['content'] },
  update: { by: ['centre'], of: 'alert', needs: ['content'] },
  cancel: { by: ['centre'], of: 'alert', may: ['content'] },
  acknowledge: { by: ['centre'], of: 'alert' },
  decide: { by: ['centre'], of: 'alert', needs: ['decision'] },
  read: { by: ['centre', 'liaison', 'reporter'], of: 'alert', may: ['expect'] },
};

/** What comes of a step, for the steps that say `of`. */
const PRODUCTS: Partial<Record<Verb, 'proposal' | 'alert'>> = { propose: 'proposal', issue: 'alert', submit: 'alert', update: 'alert', cancel: 'alert' };

const TRAINER = 'trainer';

interface Around { exercise: Exercise; before: readonly Step[]; path: string }
type Rule = (step: Step, around: Around) => Finding[];

const finding = (path: string, message: string): Finding[] => [{ path, message }];
const player = ({ cast }: Exercise, id: string): Player | undefined => cast.find((one) => one.id === id);
const dayOf = ({ day = 1 }: Step): number => day;

const byIsCast: Rule = ({ by, do: verb }, { exercise, path }) => {
  if (by === TRAINER) return verb === 'brief' ? [] : finding(`${path}/by`, 'The trainer only briefs; name somebody of the cast');
  const role = player(exercise, by)?.role;
  if (!role) return finding(`${path}/by`, `is not in the cast: ${exercise.cast.map(({ id }) => id).join(', ')}`);
  return VERBS[verb].by.includes(role) ? [] : finding(`${path}/by`, `is of role ${role}, and ${verb} is done by a ${VERBS[verb].by.join(' or ')}`);
};

const membersFit: Rule = (step, { path }) => {
  const { of, needs = [], may = [] } = VERBS[step.do];
  const wanted: readonly Member[] = [...(of ? ['of' as const] : []), ...needs];
  const missing = wanted.filter((member) => step[member] === undefined).flatMap((member) => finding(`${path}/${member}`, `is missing: ${step.do} needs it`));
  const needless = (['of', 'content', 'decision', 'expect'] as const).filter((member) => step[member] !== undefined && !wanted.includes(member) && !may.includes(member));
  return [...missing, ...needless.flatMap((member) => finding(`${path}/${member}`, `says nothing with ${step.do}; leave it out`))];
};

const hasOneCue: Rule = ({ at, after, plus }, { path }) => {
  if ((at === undefined) === (after === undefined)) return finding(path, 'needs its time: either at, or after with plus');
  return plus !== undefined && after === undefined ? finding(`${path}/plus`, 'counts from a step; it needs after') : [];
};

/** Days can be run one by one, so no day may need what another made. */
const refersBack = (member: 'after' | 'of'): Rule => (step, { before, path }) => {
  const named = step[member];
  if (named === undefined) return [];
  const earlier = before.find(({ id }) => id === named);
  if (!earlier) return finding(`${path}/${member}`, 'names no earlier step');
  return dayOf(earlier) === dayOf(step) ? [] : finding(`${path}/${member}`, 'names a step of another day, and each day can be run by itself');
};

const ofMakesIt: Rule = ({ do: verb, of }, { before, path }) => {
  const [earlier, wanted] = [before.find(({ id }) => id === of), VERBS[verb].of];
  return !earlier || !wanted || PRODUCTS[earlier.do] === wanted ? [] : finding(`${path}/of`, `names a step of which no ${wanted} comes`);
};

const toIsCast: Rule = ({ to = [] }, { exercise, path }) => to.flatMap((id, i) => (player(exercise, id) ? [] : finding(`${path}/to/${i}`, 'is not in the cast')));
const expectIsCast: Rule = ({ expect = {} }, { exercise, path }) =>
  Object.keys(expect).flatMap((id) => (player(exercise, id)?.role === 'centre' ? [] : finding(`${path}/expect/${id}`, 'is no centre of the cast')));
const contentIsThere: Rule = ({ content }, { exercise, path }) => (content === undefined || exercise.contents?.[content] ? [] : finding(`${path}/content`, 'is not among the contents'));
const dayIsThere: Rule = (step, { exercise, path }) => (dayOf(step) <= (exercise.days?.length ?? 1) ? [] : finding(`${path}/day`, 'is not among the days'));
const isInTime: Rule = ({ plus = 0, within = Infinity, silent }, { path }) => (silent === true || plus <= within ? [] : finding(`${path}/within`, 'is less than plus, so a scripted desk would always be late'));
/** The gateway asks for one. */
const REASONED: readonly Step['decision'][] = ['decline', 'needs-information', 'suspend'];
const reasonIsGiven: Rule = ({ decision, reason }, { path }) => (decision !== undefined && REASONED.includes(decision) && reason === undefined ? finding(`${path}/reason`, `is missing: ${decision} needs it`) : []);

const silenceIsAwaited: Rule = ({ silent, within }, { path }) => (silent === true && within === undefined ? finding(`${path}/within`, 'is missing: a silent step is waited for until then') : []);
const idIsNew: Rule = ({ id }, { before, path }) => (before.some((other) => other.id === id) ? finding(`${path}/id`, 'is the id of an earlier step already') : []);

const STEP_RULES: readonly Rule[] = [idIsNew, dayIsThere, byIsCast, membersFit, hasOneCue, refersBack('after'), refersBack('of'), ofMakesIt, toIsCast, expectIsCast, contentIsThere, isInTime, silenceIsAwaited, reasonIsGiven];

const playerFindings = ({ cast }: Exercise): Finding[] => cast.flatMap(({ id, role, country }, i) => [
  ...(cast.findIndex((other) => other.id === id) < i ? finding(`/cast/${i}/id`, 'is in the cast already') : []),
  ...(id === TRAINER ? finding(`/cast/${i}/id`, 'is the name of whoever runs the drill; take another') : []),
  ...(country === undefined && (role === 'centre' || role === 'reporter') ? finding(`/cast/${i}/country`, `is missing: a ${role} belongs to a country`) : []),
]);

/** Content that changes itself in a circle never comes to a text. */
const baseFinding = (contents: Exercise['contents'] & object, name: string): Finding[] => {
  const seen = [name];
  for (let from = contents[name]?.from; from !== undefined; from = contents[from]?.from) {
    if (!contents[from] || seen.includes(from)) return finding(`/contents/${name}/from`, contents[from] ? 'leads back to itself' : 'is not among the contents');
    seen.push(from);
  }
  return [];
};

const contentFindings = ({ contents = {}, steps }: Exercise): Finding[] => {
  const circles = Object.keys(contents).flatMap((name) => baseFinding(contents, name));
  if (circles.length > 0) return circles;
  const sent = new Set(steps.filter(({ do: verb }) => verb !== 'cancel').flatMap(({ content }) => (content !== undefined && contents[content] ? [content] : [])));
  return [...sent].flatMap((name) => (['headline', 'description', 'areas'] as const).filter((member) => wholeContent({ contents }, name)[member] === undefined)
    .flatMap((member) => finding(`/contents/${name}/${member}`, 'is missing: an alert has one')));
};

/** Every finding at once, each with its JSON pointer. */
export const exerciseFindings = (exercise: Exercise): Finding[] => [
  ...playerFindings(exercise), ...contentFindings(exercise),
  ...exercise.steps.flatMap((step, i) => STEP_RULES.flatMap((rule) => rule(step, { exercise, before: exercise.steps.slice(0, i), path: `/steps/${i}` }))),
];
