// The menu of a node or a service: one element that stands where it was asked for.

import { byId, words } from './dom.js';
import { acts } from './live.js';

const menu = byId('menu');
let opener = null;

menu.addEventListener('keydown', event => {
  const items = [...menu.querySelectorAll('[role=menuitem]:not(:disabled)')];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items.at(next % items.length)?.focus();
  } else if (event.key === 'Tab') {
    close();
  }
});
menu.addEventListener('toggle', event => {
  if (event.newState === 'closed') {
    opener?.removeAttribute('aria-expanded');
    if (menu.contains(document.activeElement) || document.activeElement === document.body) {
      opener?.focus();
    }
  }
});

// look is where its link leads, [label, address]; items are { label, give, isDone, isGrave }.
export function openMenu(button, name, [label, address], items) {
  const look = Object.assign(words('a', null, label), { href: address, role: 'menuitem', tabIndex: -1 });
  look.addEventListener('click', close);
  menu.replaceChildren(look, ...items.map(({ label, give, isDone, isGrave }) => {
    const item = Object.assign(acts(words('button', isGrave ? 'grave' : null, label), isDone), { type: 'button', tabIndex: -1 });
    item.setAttribute('role', 'menuitem');
    item.addEventListener('click', () => {
      close();
      give();
    });
    return item;
  }));
  menu.setAttribute('aria-label', `Actions for ${name}`);
  opener = button;
  button.setAttribute('aria-expanded', 'true');
  menu.showPopover();
  const [at, own] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const below = at.bottom + 4 + own.height <= innerHeight;
  menu.style.left = `${Math.max(8, at.right - own.width)}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - own.height - 4)}px`;
  look.focus();
}

function close() {
  menu.hidePopover();
}
