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
  byId('who').textContent = `${gateway}: ${centres} centres. You are ${you.id} (${you.role}).`;
  fill('alerts', alerts);
  fill('deliveries', deliveries);
  byId('refreshed').textContent = `AlertBridge ${version}, as of ${new Date().toLocaleTimeString()}`;
  byId('counts').hidden = false;
  say('');
};

let timer;

async function refresh(key) {
  try {
    const response = await fetch('/', { headers: { accept: 'application/json', authorization: `Bearer ${key}` } });
    const body = await response.json();
    if (!response.ok) { byId('counts').hidden = true; say(`${body.title}. ${body.detail}`); return; }
    show(body);
  } catch {
    say('The gateway does not answer at the moment; trying again.');
  }
  timer = setTimeout(refresh, REFRESH_MS, key);
}

byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void refresh(byId('key').value.trim());
});
