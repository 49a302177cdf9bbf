// What the buttons do, and what is said about it.

import { post } from './api.js';
import { isSure } from './dialogs.js';
import { byId, el, say } from './dom.js';

const SHOWN_FOR = 6000;
let hiding = 0;

export const drain = name => give(`${name}: drain`, ofNode(name, 'drain'));

export const ready = name => give(`${name}: ready`, ofNode(name, 'ready'));

export async function maintenance(name) {
  if (await isSure(`Take ${name} into maintenance?`, 'HAProxy sends it nothing any more, not even the requests of clients that are bound to it, and stops checking it, until it is set to Ready.', 'Maintenance')) {
    await give(`${name}: maintenance`, ofNode(name, 'maintenance'));
  }
}

// null takes the override of the weight back.
export const weight = (name, value) =>
  give(value === null ? `${name}: its own weight` : `${name}: weight ${value}`, ofNode(name, 'weight'), { weight: value });

export async function freeze() {
  if (await isSure('Freeze the servers?', 'Nodes that the cluster loses from now on stay in HAProxy, whose checks decide, until it is thawed. New nodes still come in.', 'Freeze')) {
    await give('Freeze', '/api/freeze');
  }
}

export async function reload() {
  if (await isSure('Reload HAProxy?', 'It reads its file anew, without losing a request: a new worker takes over, the old one ends what it has.', 'Reload')) {
    await give('Reload', '/api/reload');
  }
}

export const thaw = () => give('Thaw', '/api/thaw');

export const unpin = () => give('Unpin', '/api/unpin');

export async function rollBack(revision) {
  if (await isSure(`Roll back to revision ${revision}?`, 'The template of that revision is in force then, pinned, until it is unpinned. Who is in still comes from the cluster.', 'Roll back')) {
    await give(`Roll back to ${revision}`, `/api/rollback/${encodeURIComponent(revision)}`);
  }
}

const ofNode = (name, what) => `/api/nodes/${encodeURIComponent(name)}/${what}`;

async function give(what, path, body) {
  try {
    if (await post(path, body)) {
      tell(`${what}. Accepted.`, 'good');
    }
  } catch (error) {
    tell(`${what}. Failed: ${error.message}`, 'bad');
  }
}

function tell(text, tone) {
  const notice = byId('notice');
  const line = el('p', { class: tone });
  say(line, text);
  notice.replaceChildren(line);
  clearTimeout(hiding);
  // What went wrong stays until the next action.
  if (tone === 'good') {
    hiding = setTimeout(() => notice.replaceChildren(), SHOWN_FOR);
  }
}
