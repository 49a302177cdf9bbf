// What is said about the last action: how far it is, and the way back.

import { byId, el, say, words } from './dom.js';
import { acts } from './live.js';
import { onTold } from './model.js';

const SHOWN_FOR = 12_000;
let hiding = 0;
let current = null;

onTold(() => {
  const progress = current?.follow?.();
  if (progress) {
    say(current.line, progress);
  }
});

export function tell(text, tone, { undo, follow } = {}) {
  const line = words('span', null, text);
  const box = el('p', { class: tone }, line);
  if (undo) {
    const back = acts(Object.assign(words('button', null, 'Undo'), { type: 'button' }));
    back.addEventListener('click', () => {
      hide();
      undo();
    });
    box.append(back);
  }

  const close = Object.assign(words('button', null, 'Dismiss'), { type: 'button' });
  close.addEventListener('click', hide);
  box.append(close);
  current = { line, follow };
  byId('notice').replaceChildren(box);
  clearTimeout(hiding);
  // What went wrong stays until it is dismissed or the next action.
  if (tone === 'good') {
    hiding = setTimeout(hide, SHOWN_FOR);
  }
}

function hide() {
  current = null;
  byId('notice').replaceChildren();
}
