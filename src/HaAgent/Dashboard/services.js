// The first view: every service, problems first, each with its nodes.

import { byId, el, KeyedList, say, setClass, words } from './dom.js';
import { number, place, text } from './format.js';
import { model, onTold, told } from './model.js';
import { Order } from './order.js';
import { toggled } from './query.js';
import { onCome } from './router.js';
import { makeService } from './service.js';
import * as tones from './tones.js';
import { grouped, isOpen, setOpen, setQuery, SORTS, view, welcome } from './view.js';

// Rows on the page at most, over all open services: the rest is a page further.
const MOST_ROWS = 80;

const order = new Order(byId('services'));
const list = new KeyedList(byId('services'), makeService);
const field = byId('search');
const chips = new Map();
let wanted = '';

field.value = view.query;
field.addEventListener('input', () => seek(field.value));
for (const [key, [label]] of Object.entries(SORTS)) {
  byId('sort').append(Object.assign(words('option', null, label), { value: key }));
}

byId('sort').addEventListener('change', () => {
  view.sort = byId('sort').value;
  told();
});
for (const state of tones.STATES) {
  const { tone } = tones.node({ effective: state });
  const [label, count] = [words('span', null, state.toLowerCase()), words('span', 'minor-text', '')];
  const chip = el('button', { type: 'button', class: `chip ${tone}`, 'aria-pressed': 'false', hidden: true }, label, count);
  chip.addEventListener('click', () => {
    field.value = toggled(view.query, 'state', state);
    seek(field.value);
  });
  chips.set(state, { chip, count });
  byId('filters').append(chip);
}

addEventListener('keydown', event => {
  if (event.key === '/' && !event.target.closest?.('input, select, dialog[open]')) {
    event.preventDefault();
    field.focus();
  }
});
onTold(show);
onCome(({ view: where, id, q }) => {
  if (q !== view.query.trim()) {
    field.value = view.query = q;
  }

  wanted = where === 'services' ? id : '';
  told();
});

function seek(query) {
  setQuery(query);
  told();
}

function show() {
  if (model.at === null) {
    return;
  }

  welcome();
  if (wanted !== '') {
    setOpen(wanted, true);
  }

  const groups = grouped();
  const sorted = order.of(groups, (a, b) => urgency(a) - urgency(b), view.query);
  const shownRows = Math.max(10, Math.floor(MOST_ROWS / Math.max(1, sorted.filter(group => isOpen(group.name)).length)));
  list.show(sorted.map(group => ({ ...group, rows: shownRows })), group => group.name);
  say(byId('service-count'), `${number(model.services.length)} with ${number(model.nodes.size)} nodes`);
  const none = byId('no-services');
  none.hidden = groups.length > 0;
  say(none, view.query.trim() ? 'Nothing fits the search.' : 'No nodes yet. Start one: actors node --Node:Seeds=HOST:PORT');
  showChips();
  showOutside('refused', model.status?.rejected, node => [node.name, `${place(node.address)}: ${text(node.reason)}`]);
  showOutside('left-out', model.status?.leftOut, left => [left.part, text(left.why)]);
  if (wanted !== '' && document.querySelector(`[data-service="${CSS.escape(wanted)}"]`)) {
    document.querySelector(`[data-service="${CSS.escape(wanted)}"]`).scrollIntoView({ block: 'start' });
    wanted = '';
  }
}

const urgency = group => tones.health(group.service?.health).urgency;

function showChips() {
  const counts = new Map();
  for (const node of model.nodes.values()) {
    counts.set(node.effective, (counts.get(node.effective) ?? 0) + 1);
  }

  for (const [state, { chip, count }] of chips) {
    const isPressed = ` ${view.query.toLowerCase()} `.includes(` state:${state.toLowerCase()} `);
    chip.hidden = !counts.has(state) && !isPressed;
    chip.setAttribute('aria-pressed', String(isPressed));
    say(count, ` ${number(counts.get(state) ?? 0)}`);
  }
}

// Who or what is not in HAProxy at all, and why.
function showOutside(id, all, partsOf) {
  const section = byId(id);
  section.hidden = !all?.length;
  say(section.querySelector('.count'), all?.length ?? 0);
  const items = (all ?? []).map(partsOf);
  const told = JSON.stringify(items);
  if (section.dataset.told !== told) {
    section.dataset.told = told;
    section.querySelector('ul').replaceChildren(...items.map(([name, why]) =>
      el('li', {}, words('strong', null, text(name)), words('span', null, ` ${why}`))));
  }

  setClass(section, 'outside');
}
