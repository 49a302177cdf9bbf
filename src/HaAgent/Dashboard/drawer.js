// The sheet at the side, for whatever the address names: a node, a change, a difference, a note.

import { byId, say } from './dom.js';
import { onTold } from './model.js';
import { leave, onCome } from './router.js';

const drawer = byId('drawer');
const kinds = new Map();
let shown = null;

// make(id) gives { title, element, update, isWide }; update may be missing.
export const register = (view, make) => kinds.set(view, make);

onTold(() => shown?.update?.());
byId('close-drawer').addEventListener('click', () => drawer.close());
drawer.addEventListener('close', () => {
  if (shown) {
    shown = null;
    leave();
  }
});
// The page beside it stays in use, so that this is no modal dialog and has to see to the key itself.
addEventListener('keydown', event => {
  if (event.key === 'Escape' && drawer.open && !document.querySelector('dialog:modal, :popover-open')) {
    drawer.close();
  }
});

onCome(({ view, id }) => {
  const make = kinds.get(view);
  if (!make || id === '') {
    shown = null;
    drawer.close();
    return;
  }

  shown = make(id);
  say(byId('drawer-title'), shown.title);
  drawer.classList.toggle('wide', shown.isWide === true);
  byId('drawer-body').replaceChildren(shown.element);
  byId('drawer-body').scrollTop = 0;
  shown.update?.();
  if (!drawer.open) {
    drawer.show();
  }
});
