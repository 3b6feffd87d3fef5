// Cases, for whoever may read them: the newest as a list, one of them per country. Reads codes and times by itself; words only when somebody asks for them.

const byId = (id) => document.getElementById(id);

const element = (tag, text = '', className = '') => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

const lineOf = (cells) => {
  const line = document.createElement('tr');
  line.append(...cells.map((cell) => (cell instanceof Node ? cell : element('td', cell))));
  return line;
};

/** The day where it is not today's, and the time. */
export const moment = (text) => {
  if (!text) return '';
  const at = new Date(text);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()} ${time}`;
};

const OTHER_THAN_REAL = (statuses) => statuses.filter((status) => status !== 'Actual').map((status) => status.toUpperCase());

/** A drill says so before anything else. */
const nameOf = ({ statuses, country, origin, live, createdAt }) =>
  [...OTHER_THAN_REAL(statuses), `${country} (${origin})`, moment(createdAt), live ? 'live' : 'ended'].join(' · ');

const hasIt = ({ centre, state, heldReason, deliveredAt }) =>
  (deliveredAt ? `${centre}: ${moment(deliveredAt)}` : `${centre}: not yet (${state}${heldReason ? `, ${heldReason}` : ''})`);

const sawIt = ({ centre, state, acknowledgedAt }) => (acknowledgedAt ? `${centre}: ${state === 'refused' ? 'refused ' : ''}${moment(acknowledgedAt)}` : '');

const decided = (decision) => (decision ? [decision.state, decision.endReason].filter(Boolean).join(': ') : 'not asked yet');

const remark = (decision) => [decision?.reason, decision?.updatedAt ? `decided before the update of ${moment(decision.updatedAt)}` : ''].filter(Boolean).join(' · ');

const callOf = (call) => (call ? [call.name, call.phone, call.email].filter(Boolean).join(', ') : '');

const countryLine = ({ country, centres, decision, call }) => lineOf([
  element('th', country), centres.map(hasIt).join('\n'), centres.map(sawIt).filter(Boolean).join('\n'), decided(decision), moment(decision?.at), moment(decision?.until), remark(decision), callOf(call)]);

const messageLine = ({ msgType, state, receivedAt, heldReason }) => lineOf([moment(receivedAt), msgType, heldReason ? `held: ${heldReason}` : state]);

const textsOf = (alert) => (alert.info ?? []).flatMap(({ language, headline, description, instruction }) => [headline, description, instruction].filter(Boolean).map((text) => ({ text, language })));

/**
 * @param ask gives the answer of an address of the API to the key in use, or undefined where it was refused.
 * @param current says whether the key that `ask` belongs to is still in use.
 */
export function createCases(ask) {
  let chosen;
  let read;

  const choose = (id) => { chosen = id; read = undefined; byId('words').replaceChildren(); };

  const showList = (items) => {
    if (!items.some(({ id }) => id === chosen)) choose((items.find(({ live }) => live) ?? items[0])?.id);
    byId('case-list').replaceChildren(...items.map((item) => {
      const button = element('button', nameOf(item), OTHER_THAN_REAL(item.statuses).length > 0 ? 'drill' : '');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(item.id === chosen));
      button.addEventListener('click', () => { choose(item.id); void refresh(); });
      const entry = document.createElement('li');
      entry.append(button);
      return entry;
    }));
  };

  const showCase = (incident) => {
    const drills = OTHER_THAN_REAL(incident.statuses);
    byId('case-name').textContent = `${drills.length > 0 ? `${drills.join(', ')}: ` : ''}case ${incident.id}, ${incident.live ? 'live' : 'ended'}`;
    byId('case-countries').replaceChildren(...incident.countries.map(countryLine));
    byId('case-messages').replaceChildren(...incident.alerts.map(messageLine));
    const latest = incident.alerts.filter(({ msgType }) => msgType === 'Alert' || msgType === 'Update').at(-1);
    byId('read').hidden = latest === undefined;
    byId('read').onclick = () => { if (latest) void showWords(latest.id); };
  };

  const showWords = async (id) => {
    const alert = await ask(`/v1/alerts/${id}`);
    read = id;
    byId('words').replaceChildren(...(alert ? textsOf(alert).map(({ text, language }) => {
      const line = element('p', text);
      if (language) line.lang = language;
      return line;
    }) : [element('p', 'The alert can no longer be read: it has been erased, or is not for you.')]));
  };

  /** Everything of the list and of the chosen case anew. */
  async function refresh() {
    const list = await ask('/v1/incidents?limit=20');
    if (!list) return;
    byId('cases').hidden = false;
    byId('no-cases').hidden = list.items.length > 0;
    byId('case').hidden = list.items.length === 0;
    showList(list.items);
    const incident = chosen === undefined ? undefined : await ask(`/v1/incidents/${chosen}`);
    if (!incident || incident.id !== chosen) return;
    showCase(incident);
    // What was read goes from the screen when it has gone from the gateway.
    if (read !== undefined && incident.alerts.some(({ id, state }) => id === read && state === 'erased')) { read = undefined; byId('words').replaceChildren(); }
  }

  return { refresh, hide: () => { byId('cases').hidden = true; choose(undefined); } };
}
