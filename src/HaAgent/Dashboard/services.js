// The first view: every service, problems first, each with its nodes.

import { byId, el, KeyedList, pill, say, setClass, words } from './dom.js';
import { number, place, text } from './format.js';
import { model, onTold, told } from './model.js';
import { Order } from './order.js';
import { fits, parse, toggled } from './query.js';
import { onCome } from './router.js';
import { makeService } from './service.js';
import * as tones from './tones.js';
import { grouped, isOpen, setOpen, setQuery, setSort, SORTS, view, welcome } from './view.js';

// Rows on the page at most, over all open services: the rest is a page further.
const MOST_ROWS = 80;
const REFUSED = 'Refused';

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
  setSort(byId('sort').value);
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
onCome(({ view: where, id, q, sort }) => {
  setSort(Object.hasOwn(SORTS, sort) ? sort : Object.keys(SORTS)[0]);
  byId('sort').value = view.sort;
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
  const refused = refusedFound();
  none.hidden = groups.length > 0 || (refused.length > 0 && view.query.trim() !== '');
  say(none, view.query.trim() ? nothing(view.query) : 'No nodes yet. Start one: actors node --Node:Seeds=HOST:PORT');
  showChips();
  showOutside('refused', refused, node => [node.name, `${place(node.address)}: ${text(node.reason)}`], tones.node({ effective: REFUSED }));
  showOutside('left-out', model.status?.leftOut, left => [left.part, text(left.why)]);
  if (wanted !== '' && document.querySelector(`[data-service="${CSS.escape(wanted)}"]`)) {
    document.querySelector(`[data-service="${CSS.escape(wanted)}"]`).scrollIntoView({ block: 'start' });
    wanted = '';
  }
}

const nothing = query => (parse(query, model.services).some(term => term.field === 'answers' && term.value === null)
  ? 'No service has a route for it: the service that HaProxy:DefaultService names answers.' : 'Nothing fits the search.');

// Nodes that are not let in have no service and no row: they are found by name, state and address.
function refusedFound() {
  const terms = parse(view.query, model.services);
  const asNode = ({ name, address }) => ({ name, effective: REFUSED, address: place(address), port: '' });
  return (model.status?.rejected ?? []).filter(node => fits(terms, asNode(node)));
}

const urgency = group => tones.health(group.service?.health).urgency;

function showChips() {
  const counts = new Map();
  for (const node of model.nodes.values()) {
    counts.set(node.effective, (counts.get(node.effective) ?? 0) + 1);
  }

  const refused = model.status?.rejected?.length ?? 0;
  if (refused > 0) {
    counts.set(REFUSED, refused);
  }

  for (const [state, { chip, count }] of chips) {
    const isPressed = ` ${view.query.toLowerCase()} `.includes(` state:${state.toLowerCase()} `);
    chip.hidden = !counts.has(state) && !isPressed;
    chip.setAttribute('aria-pressed', String(isPressed));
    say(count, ` ${number(counts.get(state) ?? 0)}`);
  }
}

// What is not in HAProxy at all, and why.
function showOutside(id, all, partsOf, tone = null) {
  const section = byId(id);
  section.hidden = !all?.length;
  say(section.querySelector('.count'), all?.length ?? 0);
  const items = (all ?? []).map(partsOf);
  const told = JSON.stringify(items);
  if (section.dataset.told !== told) {
    section.dataset.told = told;
    section.querySelector('ul').replaceChildren(...items.map(([name, why]) => {
      const state = el('span', { class: 'pill' });
      pill(state, tone ?? { label: '', tone: 'neutral' });
      return el('li', {}, ...(tone ? [state, ' '] : []), words('strong', null, text(name)), words('span', null, ` ${why}`));
    }));
  }

  setClass(section, 'outside');
}
