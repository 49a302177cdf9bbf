// What the agent counts and runs: for who looks for it, at the end of the page.

import { nameOperator, operator } from './api.js';
import { byId, el, KeyedList, say, words } from './dom.js';
import { isKnown, number, text } from './format.js';
import { acts } from './live.js';
import { model, onTold } from './model.js';
import * as tones from './tones.js';

const list = new KeyedList(byId('about'), ({ name }) => {
  const value = el('dd', { 'data-fact': name });
  return { element: el('div', {}, words('dt', null, name), value), update: fact => say(value, fact.value) };
});

const mine = byId('my-name');
mine.value = operator();
mine.addEventListener('change', () => mine.reportValidity() && nameOperator(mine.value.trim()));

onTold(() => {
  // It may have been given with the token.
  if (document.activeElement !== mine) {
    mine.value = operator();
  }

  const { status } = model;
  if (!status) {
    return;
  }

  const { haproxy, revisionApplied: applied, revisionDesired: desired, template } = status;
  acts(byId('freeze'), Boolean(status.frozen));
  list.show([
    ['Agent', `${text(status.name)}${isKnown(status.version) ? `, release ${status.version}` : ''}`],
    ['State', tones.phase(status.phase).label],
    ['HAProxy', `${text(haproxy?.version)}, ${tones.running(haproxy?.running).label}`],
    ['Revision', applied === desired ? number(applied) : `${number(applied)} of ${number(desired)}`],
    ['Changes by runtime API', number(haproxy?.changes)],
    ['Reloads', number(haproxy?.reloads)],
    ['Restarts', number(haproxy?.restarts)],
    ['Drift corrected', number(haproxy?.drift)],
    ['Template', isKnown(template?.source) ? template.source : text(null)],
  ].map(([name, value]) => ({ name, value })), fact => fact.name);
});
