// What the buttons do: asked first where clients notice, reported afterwards with the way back.

import { askWeight, isSure } from './dialogs.js';
import { count } from './format.js';
import { costOf } from './loss.js';
import { model } from './model.js';
import { asked, perform } from './perform.js';

export const pathOf = (name, what) => `/api/nodes/${encodeURIComponent(name)}/${what}`;

// What can be done with a node, in the order of a menu.
export function ofNode(name) {
  const wanted = model.nodes.get(name)?.order;
  return [
    { label: 'Drain', give: () => drain(name), isDone: wanted?.state === 'Drain' },
    { label: 'Maintenance…', give: () => maintenance(name), isDone: wanted?.state === 'Maintenance', isGrave: true },
    { label: 'Weight…', give: () => weight(name) },
    { label: 'Back in rotation', give: () => ready(name), isDone: !wanted?.state },
  ];
}

async function drain(name) {
  const cost = costOf([name]);
  const sessions = model.nodes.get(name)?.haproxy?.sessions;
  const ends = sessions > 0 ? `It finishes its ${sessionsOf(sessions)} and gets no new clients.` : 'It gets no new clients.';
  const question = { title: `Drain ${name}?`, text: `${ends} ${cost.text}`, figure: cost.figure, verb: 'Drain', isGrave: cost.isLast };
  const sure = await isSure(question);
  if (sure) {
    await setState(name, 'drain', { isForced: cost.isLast, ...sure });
  }
}

async function maintenance(name) {
  const cost = costOf([name]);
  const what = 'No traffic at all and no health checks, until it is put back in rotation.';
  const title = `Put ${name} into maintenance?`;
  const sure = await isSure({ title, text: `${what} ${cost.text}`, figure: cost.figure, verb: 'Maintenance', isGrave: true });
  if (sure) {
    await setState(name, 'maintenance', { isForced: cost.isLast, ...sure });
  }
}

const ready = name => setState(name, 'ready');

async function weight(name) {
  const node = model.nodes.get(name);
  const chosen = await askWeight(name, node?.weight);
  if (chosen === null) {
    return;
  }

  const cost = costOf([name]);
  const question = { title: `Give ${name} no new clients?`, text: cost.text, figure: cost.figure, verb: 'Weight 0', isGrave: cost.isLast };
  const sure = chosen.weight === 0 ? await isSure({ ...question, reason: chosen.reason }) : chosen;
  if (!sure) {
    return;
  }

  const before = node?.order?.weight ?? null;
  const words = value => (value === null ? `${name} has its own weight` : `${name} has weight ${value}`);
  const give = (value, isForced, why) => perform(words(value), `set the weight of ${name}`, asked(pathOf(name, 'weight'), why), {
    body: { weight: value, ...(isForced && { force: true }) }, undo: () => give(before),
  });
  await give(chosen.weight, chosen.weight === 0 && cost.isLast, sure);
}

function setState(name, what, sure) {
  const before = stateBefore(name);
  const said = { drain: `Draining ${name}`, maintenance: `${name} goes into maintenance`, ready: `${name} goes back in rotation` }[what];
  const tried = { drain: `drain ${name}`, maintenance: `put ${name} into maintenance`, ready: `put ${name} back in rotation` }[what];
  return perform(said, tried, asked(pathOf(name, what), sure), {
    undo: before !== what && (() => setState(name, before)), follow: () => progressOf(name, what),
  });
}

// How far it is, as the agent reports; null where nothing is known.
function progressOf(name, what) {
  const node = model.nodes.get(name);
  const is = node?.effective;
  const left = leftOn([name]);
  const drained = left === null ? null : left ? `Draining ${name}: ${left}` : `${name} is drained: 0 sessions`;
  return what === 'drain' && is === 'Draining' ? drained
    : what === 'maintenance' && is === 'Maintenance' ? `${name} is in maintenance`
    : what === 'ready' && is === 'Serving' ? `${name} is serving`
    : null;
}

// What clients still have on nodes, as `drain --wait` counts it: '' for nothing, null where HAProxy does not say.
export function leftOn(names) {
  const servers = names.map(name => model.nodes.get(name)?.haproxy);
  if (servers.some(server => !server)) {
    return null;
  }

  const left = servers.reduce((sum, { sessions, queue }) => sum + (sessions ?? 0) + (queue ?? 0), 0);
  const isUnsure = servers.some(server => server.silentWorkers > 0);
  return left > 0 ? `${sessionsOf(left)} left` : isUnsure ? 'an old worker of HAProxy does not answer' : '';
}

export const sessionsOf = sessions => count(sessions, 'session');

// What takes an override back to the one that is in force now.
export const stateBefore = name => ({ Drain: 'drain', Maintenance: 'maintenance' })[model.nodes.get(name)?.order?.state] ?? 'ready';

export async function freeze() {
  const what = 'Nodes that the cluster loses from now on stay in HAProxy of every agent until you thaw. New nodes still come in.';
  const sure = await isSure({ title: 'Freeze the servers?', text: what, verb: 'Freeze' });
  if (sure) {
    await perform('Membership frozen', 'freeze', asked('/api/freeze', sure), { undo: thaw });
  }
}

export async function reload() {
  const what = 'A new worker takes over and the old one finishes its requests: no request is lost.';
  const sure = await isSure({ title: 'Reload HAProxy?', text: what, verb: 'Reload' });
  if (sure) {
    await perform('Reload requested', 'reload HAProxy', asked('/api/reload', sure));
  }
}

const freezeAgain = () => perform('Membership frozen', 'freeze', '/api/freeze');

export const thaw = () => perform('Membership thawed', 'thaw', '/api/thaw', { undo: freezeAgain });

export const unpin = () => perform('Template unpinned', 'unpin', '/api/unpin');

export async function rollBack(revision) {
  const what = 'Only the template goes back, and it stays until you unpin it. Nodes, drains and weights stay as they are now.';
  const sure = await isSure({ title: `Pin the template of revision ${revision}?`, text: what, verb: 'Pin template', isGrave: true });
  if (sure) {
    const path = asked(`/api/rollback/${encodeURIComponent(revision)}`, sure);
    await perform(`Template of revision ${revision} pinned`, 'roll back', path, { undo: unpin });
  }
}
