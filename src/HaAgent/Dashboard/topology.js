// The picture of the cluster as this agent sees it, from /cluster.

import { getJson } from './api.js';
import { byId, say, svg } from './dom.js';
import { layOut, lineBetween, PILL } from './layout.js';
import { text } from './format.js';
import * as tones from './tones.js';

const EVERY = 2000;
let view = null;

export function watchCluster() {
  new ResizeObserver(draw).observe(byId('topology'));
  const look = async () => {
    try {
      view = await getJson('/api/cluster');
      draw();
    } catch {
      view = null;
      draw();
    }

    setTimeout(look, EVERY);
  };
  look();
}

function draw() {
  const members = view?.members ?? [];
  const isEmpty = members.length === 0;
  byId('topology').hidden = isEmpty;
  const none = byId('no-topology');
  none.hidden = !isEmpty;
  say(none, view ? 'This agent sees no cluster at the moment.' : 'Unknown: the agent does not tell whom it sees.');
  say(byId('seen-by'), isEmpty ? '' : `as ${text(view.self?.name)} sees it`);
  if (!isEmpty) {
    byId('topology').replaceChildren(picture(members, Math.max(240, byId('topology').clientWidth)));
  }
}

function picture(members, width) {
  const { places, labels, height } = layOut(members, width);
  const self = places.find(place => place.member.address === view.self?.address);
  const others = places.filter(place => place !== self);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': inWords(members) },
    ...(self ? others.map(other => line(self, other)) : []),
    ...labels.map(caption),
    ...places.map(place => box(place, place === self)));
}

const line = (self, other) => svg('path', { d: lineBetween(self, other), class: `sees ${tones.gossip(other.member).tone}${other.member.reachable === false ? ' lost' : ''}` });

function caption({ label, y }) {
  const words = svg('text', { x: 0, y, class: 'caption' });
  say(words, label);
  return words;
}

function box({ member, x, y, width }, isSelf) {
  const { tone, label } = tones.gossip(member);
  const isLeader = member.address === view.leader;
  const title = svg('title');
  say(title, `${text(member.name)}: ${text(member.status)}, ${label}, ${text(member.address)}${isLeader ? ', leader' : ''}`);
  const name = svg('text', { x: x + 28, y: y + PILL.height / 2, class: 'name' });
  say(name, text(member.name));
  return svg('g', { class: `member ${tone}${isSelf ? ' self' : ''}${member.reachable === false ? ' lost' : ''}`, 'data-member': member.name },
    title,
    svg('rect', { x: x + 1, y, width: width - 2, height: PILL.height, rx: 10 }),
    svg('circle', { cx: x + 16, cy: y + PILL.height / 2, r: 4.5 }),
    name,
    ...(isLeader ? [crown(x + width, y)] : []));
}

const crown = (right, top) => svg('path', { class: 'leader', d: `M${right - 20} ${top + 5}l-3 -9 5 3.5 4 -5.5 4 5.5 5 -3.5 -3 9z` });

function inWords(members) {
  const lost = members.filter(member => member.reachable === false).map(member => text(member.name));
  return `${text(view.self?.name)} sees ${members.length} members; ${lost.length ? `unreachable: ${lost.join(', ')}` : 'none is unreachable'}.`;
}
