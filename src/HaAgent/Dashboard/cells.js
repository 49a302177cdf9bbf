// A cell for each node of a service, by name: where a state has a colour and a shape. The arrows go from one to the next.

import { el, setClass } from './dom.js';
import { byName } from './order.js';
import { to } from './router.js';
import * as tones from './tones.js';

export function makeCells(service) {
  const element = el('div', { class: 'cells', role: 'group', 'aria-label': `Map of the nodes of ${service}` });
  const cells = new Map();
  let order = '';

  element.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = [...element.children];
    const next = step && all[all.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      document.activeElement.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  const update = (nodes, found) => {
    const sorted = nodes.toSorted(byName);
    for (const node of sorted) {
      const cell = cells.get(node.name) ?? makeCell(node.name);
      cells.set(node.name, cell);
      const { label } = tones.node(node);
      if (cell.label !== label) {
        cell.label = label;
        cell.element.title = `${node.name}: ${label}`;
        cell.element.setAttribute('aria-label', cell.element.title);
      }

      setClass(cell.element, `cell ${label}${found.has(node) ? '' : ' other'}`);
    }

    const names = sorted.map(node => node.name).join(' ');
    if (names !== order) {
      order = names;
      const kept = new Set(sorted.map(node => node.name));
      [...cells.keys()].filter(name => !kept.has(name)).forEach(name => cells.delete(name));
      element.replaceChildren(...sorted.map(node => cells.get(node.name).element));
      [...element.children].forEach((cell, index) => { cell.tabIndex = index === 0 ? 0 : -1; });
    }
  };

  return { element, update };
}

const makeCell = name => ({ element: el('a', { href: to('nodes', name), tabindex: -1 }), label: '' });
