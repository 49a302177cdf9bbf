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

// stop ends what goes on; isKept keeps it for as long as it does.
export function tell(text, tone, { undo, stop, follow, isKept = false } = {}) {
  const line = words('span', null, text);
  const box = el('p', { class: tone }, line);
  if (undo) {
    box.append(button(acts, 'Undo', undo));
  }

  if (stop) {
    box.append(button(one => one, 'Stop', stop));
  }

  box.append(button(one => one, 'Dismiss', () => {}));
  current = { line, follow };
  byId('notice').replaceChildren(box);
  clearTimeout(hiding);
  // What went wrong stays until it is dismissed or the next action.
  if (tone === 'good' && !isKept) {
    hiding = setTimeout(hide, SHOWN_FOR);
  }
}

function button(made, label, give) {
  const element = made(Object.assign(words('button', null, label), { type: 'button' }));
  element.addEventListener('click', () => {
    hide();
    give();
  });
  return element;
}

function hide() {
  current = null;
  byId('notice').replaceChildren();
}
