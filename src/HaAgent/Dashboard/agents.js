// The agents and seeds of the cluster as this agent sees them, and whom it cannot reach.

import { getJson } from './api.js';
import { byId, el, KeyedList, pill, say, words } from './dom.js';
import { number, place, text } from './format.js';
import { model, onTold, told } from './model.js';
import { byName } from './order.js';
import * as tones from './tones.js';

// It is asked again when something about the members has changed; else seldom, since the answer has every node.
const SOONEST = 5000;
const LATEST = 60_000;

const rows = new KeyedList(document.querySelector('#agents tbody'), makeRow);
const broken = new KeyedList(document.querySelector('#broken ul'), ({ name }) => {
  const element = el('li', {}, words('strong', null, name));
  const why = el('span');
  element.append(why);
  return { element, update: member => say(why, `: ${text(model.status?.name)} cannot reach it at ${place(member.address)}`) };
});
let seen = '';
let askedAt = -Infinity;

onTold(show);

export function watchCluster() {
  setInterval(() => {
    const now = performance.now() - askedAt;
    if (now >= LATEST || (now >= SOONEST && sight() !== seen)) {
      look();
    }
  }, 1000);
  return look();
}

const sight = () => JSON.stringify([
  [...model.nodes.values()].map(node => [node.name, node.gossip?.status, node.gossip?.reachable]),
  model.status?.convergence?.agents?.map(agent => [agent.name, agent.why]),
]);

async function look() {
  [seen, askedAt] = [sight(), performance.now()];
  try {
    model.cluster = await getJson('/api/cluster');
  } catch {
    model.cluster = null;
  }

  byId('no-agents').dataset.asked = '';
  told();
}

function show() {
  const members = model.cluster?.members ?? [];
  const agents = new Map((model.status?.convergence?.agents ?? []).map(agent => [agent.name, agent]));
  const shown = members.filter(member => member.roles?.some(role => role === 'ha' || role === 'seed'))
    .map(member => ({
      ...member,
      agent: agents.get(member.name),
      isLeader: member.address === model.cluster.leader,
      isSelf: member.address === model.cluster.self?.address,
    }));
  const known = new Set(shown.map(member => member.name));
  const silent = [...agents.values()].filter(agent => !known.has(agent.name))
    .map(agent => ({ name: agent.name, roles: ['ha'], agent }));
  rows.show([...shown, ...silent].toSorted(byName), member => member.address ?? member.name);
  byId('agents').hidden = shown.length + silent.length === 0;
  byId('no-agents').hidden = members.length > 0 || !('asked' in byId('no-agents').dataset);
  const lost = members.filter(member => member.reachable === false);
  byId('broken').hidden = lost.length === 0;
  broken.show(lost.toSorted(byName).slice(0, 100), member => member.name);
}

// What a member reports of itself is not to be trusted.
function pageOf(said) {
  const url = typeof said === 'string' && URL.canParse(said) ? new URL(said) : null;
  return url && ['http:', 'https:'].includes(url.protocol) ? url.href : null;
}

function makeRow({ name }) {
  const [sync, member] = [el('span', { class: 'pill neutral' }), el('span', { class: 'pill neutral' })];
  const [marks, why] = [el('span', { class: 'minor-text' }), el('span', { class: 'minor-text' })];
  const [role, address] = [el('td'), el('td', { class: 'address' })];
  // The link is there only where the agent announces that others reach its page.
  const [plain, link] = [words('strong', null, name), el('a', { rel: 'noreferrer' }, words('strong', null, name))];
  const head = el('th', { scope: 'row' }, plain, marks);
  const element = el('tr', { 'data-member': name }, head, role,
    el('td', {}, sync, why), el('td', {}, member), address);
  const update = now => {
    const page = now.isSelf ? null : pageOf(now.page);
    const wanted = page ? link : plain;
    if (page && link.getAttribute('href') !== page) {
      link.setAttribute('href', page);
    }

    if (head.firstChild !== wanted) {
      head.replaceChild(wanted, head.firstChild);
    }

    say(marks, [now.isSelf && 'this agent', now.isLeader && 'leader'].filter(Boolean).map(mark => ` ${mark}`).join(','));
    say(role, [now.roles?.includes('ha') && 'agent', now.roles?.includes('seed') && 'seed'].filter(Boolean).join(', '));
    sync.hidden = !now.roles?.includes('ha');
    pill(sync, tones.sync(now.agent));
    say(why, now.agent?.lags ? ` at revision ${number(now.agent.revision)}${now.agent.why ? `: ${now.agent.why}` : ''}` : '');
    pill(member, tones.gossip(now.status ? now : null));
    say(address, place(now.address));
  };
  return { element, update };
}
