// The certificates that clients are served with, and when they end.

import { byId, el, KeyedList, pill, say, setClass, words } from './dom.js';
import { day, isKnown, number, text } from './format.js';
import { model, onTold } from './model.js';
import * as tones from './tones.js';

const DAY = 86_400_000;
const list = new KeyedList(document.querySelector('#certificates tbody'), makeRow);

export const needsLook = file => file.state !== 'InUse' || file.endsSoon !== false || isKnown(file.reason);

onTold(() => {
  const files = model.status?.certificates?.files ?? [];
  byId('certificates').hidden = files.length === 0;
  list.show(files, file => file.file);
});

function makeRow({ file }) {
  const state = el('span', { class: 'pill neutral' });
  const [names, end, why] = [el('td'), el('td'), el('td', { class: 'why' })];
  const element = el('tr', {}, Object.assign(words('th', null, file), { scope: 'row' }), el('td', {}, state), names, end, why);
  const update = now => {
    pill(state, tones.certificate(now.state));
    say(names, (now.names ?? []).join(', '));
    say(end, ending(now.notAfter));
    setClass(end, now.endsSoon === false ? '' : isKnown(now.notAfter) ? 'warn-text' : 'minor-text');
    say(why, now.reason ?? '');
  };
  return { element, update };
}

function ending(notAfter) {
  if (!isKnown(notAfter)) {
    return text(null);
  }

  const days = Math.floor((new Date(notAfter).getTime() - model.at) / DAY);
  const how = days < 0 ? 'has ended' : days === 0 ? 'within a day' : days === 1 ? 'in 1 day' : `in ${number(days)} days`;
  return `${day(notAfter)} (${how})`;
}
