// The changes, newest first, by day: what changed, what it came of, by whom, how long it took.

import { getJson } from './api.js';
import { byId, el, KeyedList, pill, say, setClass, words } from './dom.js';
import { clock, day, isKnown, milliseconds, number, text } from './format.js';
import { model, onTold, told } from './model.js';
import { onCome, show as showAt, to } from './router.js';
import * as tones from './tones.js';

const MOST = 500;
const PAGE = 25;
const list = new KeyedList(byId('timeline'), entry => (entry.isDay ? makeDay(entry) : makeEntry(entry)));
let shown = PAGE;
let whenEmpty = null;

const keyOf = change => `${change.revision} ${change.at}`;

onTold(show);
byId('history-filter').addEventListener('input', () => {
  shown = PAGE;
  showAt('changes', byId('history-filter').value.trim());
  told();
});
onCome(({ changes }) => {
  if (changes !== byId('history-filter').value.trim()) {
    byId('history-filter').value = changes;
    told();
  }
});
say(byId('zone'), `times of ${new Intl.DateTimeFormat().resolvedOptions().timeZone}`);
byId('older').addEventListener('click', () => {
  shown += PAGE;
  told();
});

export async function loadHistory() {
  const before = model.changes;
  try {
    const all = await getJson(`/api/history?limit=${MOST}`);
    // What the stream brought while this was asked may be missing in it.
    const meanwhile = model.changes.filter(change => !before.includes(change));
    model.changes = [];
    [...meanwhile, ...all].reverse().forEach(take);
    whenEmpty = 'Nothing has changed yet.';
  } catch (error) {
    whenEmpty = `Unknown: ${error.message}`;
  }

  told();
}

export function addChange(change) {
  take(change);
  told();
}

function take(change) {
  model.changes = [change, ...model.changes.filter(known => keyOf(known) !== keyOf(change))].slice(0, MOST);
}

// The last change before this one whose configuration is kept.
export const before = revision => model.changes.find(change => change.revision < revision && change.hasConfig === true);

// A service's override has its key in the trigger: @shop.
export const cause = change => text(change.trigger).replace(/(^|[\s,;])@([a-z0-9-]+) /g, '$1$2: ');

// What comes of a command names its author in the trigger.
const BY = /(?:override|commanded|pinned|frozen|thawed).*\(([^()]+)\)$/;

export const author = change => (isKnown(change.author) ? change.author + (isKnown(change.from) ? ` from ${change.from}` : '')
  : BY.exec(text(change.trigger))?.[1] ?? '');

export const how = change => change.by === 'command' ? change.reason ?? '' : [
  change.by === 'runtime' ? 'without a reload' : change.by === 'reload' ? 'by a reload' : text(change.by),
  isKnown(change.what) && text(change.what).replace('command(s)', change.commands?.length === 1 ? 'command' : 'commands'),
  milliseconds(change.milliseconds),
].filter(Boolean).join(' · ');

function show() {
  const terms = byId('history-filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = model.changes.filter(change => {
    const all = [
      change.revision, cause(change), how(change), change.result, change.failure, author(change), day(change.at),
      ...(change.commands ?? []),
    ].join(' ').toLowerCase();
    return terms.every(term => all.includes(term));
  });
  const entries = [];
  for (const change of found.slice(0, shown)) {
    if (entries.findLast(entry => entry.isDay)?.day !== day(change.at)) {
      entries.push({ isDay: true, day: day(change.at) });
    }

    entries.push(change);
  }

  list.show(entries, entry => (entry.isDay ? `day ${entry.day}` : keyOf(entry)));
  byId('older').hidden = found.length <= shown;
  const none = byId('no-history');
  none.hidden = found.length > 0 || whenEmpty === null;
  say(none, terms.length > 0 && model.changes.length > 0 ? 'No change fits the filter.' : whenEmpty ?? '');
}

const makeDay = first => ({ element: words('li', 'day', first.day), update: () => {} });

function makeEntry(first) {
  const [time, what] = [el('time'), el('a', { class: 'trigger' })];
  const [meta, failure] = [el('span', { class: 'minor-text' }), el('span', { class: 'bad-text' })];
  const result = el('span', { class: 'pill neutral' });
  const compare = words('a', 'compare', 'Compare with the one before');
  const element = el('li', { 'data-revision': first.revision }, time, el('div', { class: 'did' }, what, meta, failure), result, compare);
  const update = change => {
    const by = author(change);
    say(time, clock(change.at));
    time.dateTime = text(change.at);
    say(what, `${number(change.revision)} · ${cause(change)}`);
    what.href = to('changes', String(change.revision));
    say(meta, `${by ? `by ${by} · ` : ''}${how(change)}`);
    say(failure, change.failure ?? '');
    pill(result, tones.result(change.result));
    const last = change.hasConfig === true ? before(change.revision) : null;
    compare.hidden = !last;
    if (last) {
      compare.href = `#/diff/${last.revision}..${change.revision}`;
      compare.setAttribute('aria-label', `Compare with the one before: revision ${last.revision} with ${change.revision}`);
    }

    setClass(element, tones.result(change.result).tone);
  };

  return { element, update };
}
