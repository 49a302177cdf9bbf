// The changes, newest first, from /api/history; a click shows a configuration, two marks show what differs.

import { getJson, getText } from './api.js';
import { byId, el, KeyedList, pill, say } from './dom.js';
import { clock, isKnown, milliseconds, number, text } from './format.js';
import { showConfiguration, showDifference } from './paper.js';
import * as tones from './tones.js';

const MOST = 100;
const list = new KeyedList(byId('history'), makeEntry);
let changes = [];
let marked = [];

const keyOf = change => `${change.revision} ${change.at}`;

export async function loadHistory() {
  const before = changes;
  try {
    const told = await getJson(`/api/history?limit=${MOST}`);
    // What the stream brought while this was asked may be missing in it.
    const meanwhile = changes.filter(change => !before.includes(change));
    changes = [];
    [...meanwhile, ...told].reverse().forEach(take);
    show('Nothing has changed yet.');
  } catch (error) {
    show(`Unknown: ${error.message}`);
  }
}

export function addChange(change) {
  take(change);
  show('');
}

function take(change) {
  changes = [change, ...changes.filter(known => keyOf(known) !== keyOf(change))].slice(0, MOST);
}

function show(whenEmpty) {
  list.show(changes, keyOf);
  const none = byId('no-history');
  none.hidden = changes.length > 0;
  say(none, whenEmpty);
}

function makeEntry(first) {
  let change = first;
  const [title, meta, failure] = [el('span', { class: 'trigger' }), el('span', { class: 'minor' }), el('span', { class: 'minor bad-text' })];
  const result = el('span', { class: 'pill neutral' });
  const look = el('button', { type: 'button', class: 'look' }, title, meta, failure);
  const mark = el('input', { type: 'checkbox', 'aria-label': `Compare revision ${change.revision}` });
  look.addEventListener('click', () => showConfiguration(change.revision, () => getText(`/api/history/${encodeURIComponent(change.revision)}/config`)));
  mark.addEventListener('change', () => choose(change.revision, mark));
  const element = el('li', { 'data-revision': change.revision }, mark, look, result);

  const update = now => {
    change = now;
    say(title, `${number(change.revision)} · ${text(change.trigger)}`);
    const did = change.commands?.length ? change.commands.join('\n') : '';
    look.title = did;
    say(meta, [text(change.by), isKnown(change.what) && change.what, milliseconds(change.milliseconds), clock(change.at)].filter(Boolean).join(' · '));
    say(failure, change.failure ?? '');
    pill(result, tones.result(change.result));
    look.disabled = mark.disabled = change.hasConfig !== true;
    element.className = tones.result(change.result).tone;
  };

  return { element, update };
}

// The third mark takes the place of the oldest.
function choose(revision, mark) {
  marked = marked.filter(other => other.mark !== mark && other.mark.isConnected);
  if (mark.checked) {
    marked.push({ revision, mark });
  }

  for (const { mark: oldest } of marked.splice(0, marked.length - 2)) {
    oldest.checked = false;
  }

  say(byId('history-note'), marked.length === 1 ? 'choose one more to compare' : 'choose two to compare');
  if (marked.length === 2) {
    const [a, b] = marked.map(other => other.revision).sort((x, y) => x - y);
    showDifference(a, b, () => getText(`/api/history/${encodeURIComponent(a)}..${encodeURIComponent(b)}/diff`));
  }
}
