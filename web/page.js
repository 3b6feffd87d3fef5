// The start page: with a key, live counts, and the cases of whoever may read them. Talks only to the HTTP API of this gateway, and keeps the key in memory alone.

import { createCases } from './cases.js';

const REFRESH_MS = 2000;
/** Roles to which cases are told (contract 4). */
const READERS = ['centre', 'liaison'];
const byId = (id) => document.getElementById(id);
const say = (text) => { byId('message').textContent = text; };

const row = ([state, count]) => {
  const line = document.createElement('tr');
  const name = document.createElement('td');
  const number = document.createElement('td');
  name.textContent = state;
  number.textContent = count;
  number.className = 'number';
  line.append(name, number);
  return line;
};

const fill = (id, counts) => {
  const entries = Object.entries(counts);
  byId(id).replaceChildren(...(entries.length > 0 ? entries : [['none yet', '']]).map(row));
};

const show = ({ you, gateway, centres, alerts, deliveries, version }) => {
  byId('who').textContent = `${gateway}: ${centres} centres. You are ${you.id === you.role ? you.id : `${you.id} (${you.role})`}.`;
  fill('alerts', alerts);
  fill('deliveries', deliveries);
  byId('refreshed').textContent = `AlertBridge ${version}, as of ${new Date().toLocaleTimeString([], { hourCycle: 'h23' })}`;
  byId('counts').hidden = false;
  say('');
};

const refuse = ({ title, detail }) => {
  byId('counts').hidden = true;
  cases.hide();
  say(`${title}. ${detail}`);
};

let current;
let timer;

/** An answer to another key than the one in use by then is none. */
const ask = async (address) => {
  const key = current;
  const response = await fetch(address, { headers: { accept: 'application/json', authorization: `Bearer ${key}` } });
  return response.ok && key === current ? response.json() : undefined;
};

const cases = createCases(ask);

/** Goes on until the key is refused or another one is entered. */
async function refresh(key) {
  try {
    const response = await fetch('/', { headers: { accept: 'application/json', authorization: `Bearer ${key}` } });
    const body = await response.json();
    if (key !== current) return;
    if (response.ok) show(body); else refuse(body);
    if (response.status === 401 || response.status === 403) return;
    if (response.ok && READERS.includes(body.you.role)) await cases.refresh();
    if (key !== current) return;
  } catch {
    if (key !== current) return;
    say('The gateway does not answer at the moment; trying again.');
  }
  timer = setTimeout(refresh, REFRESH_MS, key);
}

byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  current = byId('key').value.trim();
  cases.hide();
  void refresh(current);
});
