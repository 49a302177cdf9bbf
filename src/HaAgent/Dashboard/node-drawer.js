// Everything that is known of a node, and what can be done with it.

import { ofNode } from './actions.js';
import { el, KeyedList, pill, say, setClass, words } from './dom.js';
import { register } from './drawer.js';
import { age, byWhom, isKnown, number, place, rate, responseTime, text, when } from './format.js';
import { acts } from './live.js';
import { model } from './model.js';
import { makeSpark } from './spark.js';
import * as tones from './tones.js';

register('nodes', name => {
  const state = el('span', { class: 'pill neutral' });
  const why = el('p', { class: 'why' });
  const spark = makeSpark();
  const buttons = ofNode(name).map(({ label, isGrave }, index) => {
    const button = Object.assign(words('button', isGrave ? 'grave' : null, label), { type: 'button' });
    button.addEventListener('click', () => ofNode(name)[index].give());
    return button;
  });
  const lists = ['Why it is so', 'Traffic', 'Node'].map(title => {
    const list = el('dl', { class: 'facts' });
    return { title: words('h3', null, title), list, shown: new KeyedList(list, makeFact) };
  });
  const group = el('div', { class: 'buttons', role: 'group', 'aria-label': `Actions for ${name}` }, ...buttons);
  const element = el('div', {}, el('p', {}, state), why, group,
    ...lists.flatMap(({ title, list }, index) => (index === 1 ? [title, spark.element, list] : [title, list])));

  const update = () => {
    const node = model.nodes.get(name);
    const gone = { effective: null, effectiveWhy: model.at === null ? '' : 'This agent knows no node of this name any more.' };
    pill(state, tones.node(node ?? gone));
    say(why, (node ?? gone).effectiveWhy ?? '');
    ofNode(name).forEach(({ isDone }, index) => acts(buttons[index], isDone || !node));
    const facts = node ? [evidence(node), traffic(node), itself(node)] : [[], [], []];
    facts.forEach((told, index) => {
      lists[index].title.hidden = told.length === 0;
      lists[index].shown.show(told, fact => fact.name);
    });
    setClass(spark.element, node ? 'spark large' : 'spark unseen');
    spark.update(model.nodeRates.of(name), model.at);
  };

  return { title: name, element, update };
});

function makeFact({ name }) {
  const value = el('dd');
  return { element: el('div', {}, words('dt', null, name), value), update: fact => say(value, fact.value) };
}

const facts = pairs => pairs.filter(([, value]) => value !== '').map(([name, value]) => ({ name, value }));

function evidence(node) {
  const { gossip, haproxy, order } = node;
  const wanted = [order?.state, Number.isFinite(order?.weight) && `weight ${order.weight}`].filter(Boolean).join(', ');
  return facts([
    ['Override', wanted ? `${wanted}, ${byWhom(order)}` : 'none'],
    ['Given', wanted ? `${when(order.at)} (${age(order.at, model.at)} ago)` : ''],
    ['Wanted state', `${text(node.state)}${isKnown(node.why) ? `: ${node.why}` : ''}`],
    ['Since', `${when(node.since)} (${age(node.since, model.at)})`],
    ['Cluster', isKnown(gossip) ? `${tones.gossip(gossip).label}, ${place(gossip.address)}`
      : `not a member${isKnown(node.source) ? `; known from ${node.source}` : ''}`],
    ['HAProxy', text(haproxy?.status)],
    ['HAProxy check', tones.check(haproxy)],
  ]);
}

function traffic({ name, haproxy }) {
  const last = model.nodeRates.last(name);
  return facts([
    ['Requests/s', last?.requests == null ? 'collecting data' : rate(last.requests)],
    ['Errors/s', last?.errors == null ? 'collecting data' : rate(last.errors)],
    ['Average response', responseTime(haproxy?.averageResponseMilliseconds)],
    ['Sessions now', number(haproxy?.sessions)],
    ['New sessions/s', number(haproxy?.rate)],
    ['Queue', number(haproxy?.queue)],
    ['Requests', number(haproxy?.requests)],
    ['Errors', number(haproxy?.errors)],
    ['Retries', number(haproxy?.retries)],
  ]);
}

function itself(node) {
  return facts([
    ['Service', text(node.service)],
    ['Address', `${text(node.address)}:${text(node.port)}`],
    ['Version', text(node.version)],
    ['Zone', isKnown(node.zone) ? node.zone : 'none'],
    ['Weight', number(node.weight)],
  ]);
}
