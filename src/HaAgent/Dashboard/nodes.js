// The table of nodes, from /api/nodes, and from /api/status the nodes that are refused and the parts that are left out.

import { byId, el, KeyedList, pill, say } from './dom.js';
import { age, isKnown, number, rate, text } from './format.js';
import * as actions from './actions.js';
import * as tones from './tones.js';

const rows = new KeyedList(document.querySelector('#nodes tbody'), makeRow);

export function showNodes(nodes) {
  rows.show(nodes, node => node.name);
  say(byId('node-count'), nodes.length);
  const none = byId('no-nodes');
  none.hidden = nodes.length > 0;
  say(none, 'HAProxy has no node.');
}

export function showRejected(rejected) {
  const section = byId('rejected');
  section.hidden = !rejected?.length;
  section.querySelector('ul').replaceChildren(...(rejected ?? []).map(node => {
    const name = el('strong');
    const why = el('span');
    say(name, text(node.name));
    say(why, ` ${text(node.address)}: ${text(node.reason)}`);
    return el('li', {}, name, why);
  }));
}

export function showLeftOut(leftOut) {
  const section = byId('left-out');
  section.hidden = !leftOut?.length;
  section.querySelector('ul').replaceChildren(...(leftOut ?? []).map(left => {
    const part = el('strong');
    const why = el('span');
    say(part, text(left.part));
    say(why, `: ${text(left.why)}`);
    return el('li', {}, part, why);
  }));
}

function makeRow({ name }) {
  const part = (tag, className) => el(tag, { class: className });
  const [title, at, version] = [part('strong'), part('span', 'minor'), part('span', 'version')];
  const [state, why] = [part('span', 'pill neutral'), part('span', 'minor')];
  const [gossip, source] = [part('span', 'pill neutral'), part('span', 'minor')];
  const [server, check] = [part('span', 'pill neutral'), part('span', 'minor')];
  const [sessions, perSecond, errors, retries, weight, own, since] = Array.from({ length: 7 }, () => part('span'));
  retries.className = own.className = 'minor';
  const buttons = makeButtons(name);
  const weightForm = makeWeight(name);
  const cell = (label, className, ...children) => el('td', { role: 'cell', 'data-label': label, class: className }, ...children);
  const element = el('tr', { role: 'row', 'data-node': name },
    el('th', { role: 'rowheader', scope: 'row' }, title, version, at),
    cell('State', 'words', state, why),
    cell('Gossip', 'words', gossip, source),
    cell('HAProxy says', 'words', server, check),
    cell('Sessions', 'number', sessions),
    cell('Rate/s', 'number', perSecond),
    cell('Errors', 'number', errors, retries),
    cell('Weight', 'number', weight, own),
    cell('Since', 'number since', since),
    cell('Overrides', 'overrides', buttons.element, weightForm.element));

  const update = node => {
    const { haproxy } = node;
    say(title, node.name);
    say(at, `${text(node.service)} · ${text(node.address)}:${text(node.port)}`);
    say(version, isKnown(node.version) ? node.version : 'version unknown');
    pill(state, tones.state(node.state));
    say(why, node.why ?? '');
    pill(gossip, tones.gossip(node.gossip));
    say(source, isKnown(node.gossip) ? '' : isKnown(node.source) ? `known from ${node.source}` : '');
    const told = tones.haproxy(haproxy);
    pill(server, told);
    say(check, [haproxy?.checkStatus, haproxy?.queue > 0 && `${number(haproxy.queue)} queued`].filter(Boolean).join(' · '));
    element.classList.toggle('down', told.tone === 'bad');
    say(sessions, number(haproxy?.sessions));
    say(perSecond, rate(haproxy?.rate));
    say(errors, number(haproxy?.errors));
    errors.className = haproxy?.errors > 0 ? 'bad-text' : '';
    say(retries, haproxy?.retries > 0 ? `${number(haproxy.retries)} retries` : '');
    say(weight, number(node.weight));
    say(own, isKnown(node.order?.weight) ? 'overridden' : '');
    say(since, age(node.since));
    since.title = text(node.since);
    buttons.update(node.order);
    weightForm.update(node);
  };

  return { element, update };
}

function makeButtons(name) {
  const all = [['Ready', actions.ready], ['Drain', actions.drain], ['Maintenance', actions.maintenance]].map(([what, give]) => {
    const button = el('button', { type: 'button', 'aria-label': `${what} ${name}`, 'data-override': what });
    say(button, what);
    button.addEventListener('click', () => give(name));
    return { what, button };
  });

  return {
    element: el('div', { role: 'group', class: 'choice', 'aria-label': `State of ${name}` }, ...all.map(one => one.button)),
    // Pressed is the override, not what the node is.
    update: wanted => {
      for (const { what, button } of all) {
        button.setAttribute('aria-pressed', String(what === (wanted?.state ?? 'Ready')));
      }
    },
  };
}

function makeWeight(name) {
  const field = el('input', { type: 'number', min: 0, max: 256, step: 1, inputmode: 'numeric', 'aria-label': `Weight of ${name}`, title: '0 to 256; empty takes the override back' });
  const button = el('button', { type: 'submit', 'aria-label': `Set the weight of ${name}` });
  say(button, 'Set');
  const element = el('form', { class: 'weight' }, field, button);
  let isTyped = false;
  field.addEventListener('input', () => { isTyped = true; });
  element.addEventListener('submit', async event => {
    event.preventDefault();
    await actions.weight(name, field.value === '' ? null : field.valueAsNumber);
    isTyped = false;
  });

  const update = node => {
    if (!isTyped && document.activeElement !== field && field.value !== String(node.weight ?? '')) {
      field.value = node.weight ?? '';
    }
  };

  return { element, update };
}
