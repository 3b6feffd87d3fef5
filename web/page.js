// The start page: with a key, live counts. Talks only to the HTTP API of this gateway, and keeps the key in memory alone.

const REFRESH_MS = 2000;
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
  byId('refreshed').textContent = `AlertBridge ${version}, as of ${new Date().toLocaleTimeString()}`;
  byId('counts').hidden = false;
  say('');
};

const refuse = ({ title, detail }) => {
  byId('counts').hidden = true;
  say(`${title}. ${detail}`);
};

let current;
let timer;

/** Goes on until the key is refused or another one is entered. */
async function refresh(key) {
  try {
    const response = await fetch('/', { headers: { accept: 'application/json', authorization: `Bearer ${key}` } });
    const body = await response.json();
    if (key !== current) return;
    if (response.ok) show(body); else refuse(body);
    if (response.status === 401 || response.status === 403) return;
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
  void refresh(current);
});
