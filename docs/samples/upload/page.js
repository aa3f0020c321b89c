import { EvidenceUpload, Refused, unfinished } from './upload.js';
import { WORDS } from './words.js';

const $ = (id) => document.getElementById(id);
const language = navigator.language.startsWith('es') ? 'es' : 'en';
const say = (key) => WORDS[language][key] ?? key;
let people = {};
let upload;

/** A request with the chosen person's token; in a shop its own backend would give the page a token. */
async function api(method, path, body) {
  const headers = { authorization: `Bearer ${people[$('who').value].token}`, 'accept-language': language };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID();
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

function show(state, done) {
  $('state').textContent = say(state);
  $('state').dataset.state = state;
  if (done !== undefined) $('progress').value = done;
}

async function listDisputes() {
  const { data } = await api('GET', '/v1/disputes?limit=50');
  $('dispute').replaceChildren(...data.map(({ id, number, state }) => new Option(`${number} (${state})`, id)));
  const wanted = new URLSearchParams(location.search).get('dispute');
  if (wanted) $('dispute').value = wanted;
}

async function run() {
  buttons(true);
  try {
    const piece = await upload.run();
    if (piece === null) return show('paused');
    show(piece.status === 'rejected' ? piece.rejection.code : piece.status, 1);
  } catch (error) {
    show(error.code ?? 'failed');
    $('state').append(` ${error.message}`);
  } finally {
    buttons(false);
    tellUnfinished();
  }
}

function buttons(isRunning) {
  $('send').disabled = isRunning;
  $('pause').disabled = !isRunning;
}

function tellUnfinished() {
  const names = Object.values(unfinished.all()).map(({ name }) => name);
  $('unfinished').textContent = names.length === 0 ? '' : `${say('unfinished')} ${names.join(', ')}`;
}

document.documentElement.lang = language;
for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
$('who').addEventListener('change', () => void listDisputes());
$('pause').addEventListener('click', () => upload.pause());
$('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const [file] = $('file').files;
  if (!file || !$('dispute').value) return show('choose');
  upload = new EvidenceUpload({ api, disputeId: $('dispute').value, file, onChange: ({ state, done }) => show(state, done) });
  void run();
});

people = await (await fetch('/v1/sandbox/tokens')).json();
$('who').append(...['buyer', 'secondBuyer', 'seller'].map((name) => new Option(people[name].sub, name)));
$('who').value = new URLSearchParams(location.search).get('who') ?? 'buyer';
await listDisputes();
tellUnfinished();
show('ready', 0);
