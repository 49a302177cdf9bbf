// The rows of an open service, a page at a time.

import { ofNode } from './actions.js';
import { el, KeyedList, pill, say, setClass, words } from './dom.js';
import { age, isKnown, number, rate, text } from './format.js';
import { acts } from './live.js';
import { openMenu } from './menu.js';
import { model, told } from './model.js';
import { Order } from './order.js';
import { isTicked, tick } from './selection.js';
import { to } from './router.js';
import * as tones from './tones.js';
import { SORTS, view } from './view.js';

const COLUMNS = ['Node', 'State', 'Why', 'Check', 'Version', 'Zone', 'Sessions', 'Requests/s', 'Errors', 'Weight', 'Since'];
const NUMBERS = new Set(['Sessions', 'Requests/s', 'Errors', 'Weight', 'Since']);
const classOf = column => `${column.toLowerCase().replace('/', '-')}${NUMBERS.has(column) ? ' number' : ''}`;

export function makeRows(service, id) {
  const body = el('tbody');
  const head = el('tr', {}, ...COLUMNS.map(column => Object.assign(words('th', classOf(column), column), { scope: 'col' })),
    el('th', { scope: 'col', class: 'more' }, words('span', 'unseen', 'Actions')));
  const table = el('table', {}, words('caption', 'unseen', `Nodes of ${service}`), el('thead', {}, head), body);
  const [back, on, where] = [words('button', null, 'Previous'), words('button', null, 'Next'), words('span', 'minor-text', '')];
  back.type = on.type = 'button';
  const pager = el('div', { class: 'pager', hidden: true }, where, back, on);
  const element = el('div', { class: 'rows', id, hidden: true }, table, pager);
  const list = new KeyedList(body, makeRow);
  const order = new Order(body);
  let page = 0;
  back.addEventListener('click', () => turn(-1));
  on.addEventListener('click', () => turn(1));

  function turn(by) {
    page += by;
    told();
  }

  const update = (nodes, most) => {
    element.hidden = nodes === null;
    if (nodes === null) {
      list.show([], node => node.name);
      page = 0;
      return;
    }

    const sorted = order.of(nodes, SORTS[view.sort][1], `${view.sort} ${view.query}`);
    page = Math.max(0, Math.min(page, Math.ceil(sorted.length / most) - 1));
    const shown = sorted.slice(page * most, (page + 1) * most);
    list.show(shown, node => node.name);
    table.hidden = sorted.length === 0;
    pager.hidden = sorted.length <= most;
    say(where, `${number(page * most + 1)} to ${number(page * most + shown.length)} of ${number(sorted.length)}`);
    back.disabled = page === 0;
    on.disabled = (page + 1) * most >= sorted.length;
  };

  return { element, update };
}

function makeRow({ name }) {
  const state = el('span', { class: 'pill neutral' });
  const cells = new Map(COLUMNS.slice(1).map(column => [column, el('td', { class: classOf(column), 'data-label': column })]));
  cells.get('State').append(state);
  const more = acts(el('button', { type: 'button', class: 'dots', 'aria-haspopup': 'menu', 'aria-label': `Actions for ${name}` }));
  more.addEventListener('click', () => openMenu(more, name, ['Details', to('nodes', name)], ofNode(name)));
  const link = Object.assign(words('a', null, name), { href: to('nodes', name) });
  const box = el('input', { type: 'checkbox', class: 'tick', 'aria-label': `Select ${name}` });
  box.addEventListener('change', () => tick(name, box.checked));
  const element = el('tr', { 'data-node': name },
    el('th', { scope: 'row', class: 'node' }, el('div', {}, box, link)), ...cells.values(), el('td', { class: 'more' }, more));
  const put = (column, value) => say(cells.get(column), value);

  const update = node => {
    const tone = tones.node(node);
    pill(state, tone);
    setClass(element, tone.tone);
    box.checked = isTicked(name);
    put('Why', isKnown(node.effectiveWhy) ? node.effectiveWhy : '');
    cells.get('Why').title = node.effectiveWhy ?? '';
    put('Check', tones.check(node.haproxy));
    put('Version', text(node.version));
    put('Zone', isKnown(node.zone) ? node.zone : '–');
    put('Sessions', number(node.haproxy?.sessions));
    put('Requests/s', rate(model.nodeRates.last(name)?.requests));
    put('Errors', number(node.haproxy?.errors));
    setClass(cells.get('Errors'), `${classOf('Errors')}${node.haproxy?.errors > 0 ? ' bad-text' : ''}`);
    put('Weight', `${number(node.weight)}${isKnown(node.order?.weight) ? ' (set)' : ''}`);
    put('Since', age(node.since, model.at));
  };

  return { element, update };
}
