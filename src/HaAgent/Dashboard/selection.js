// Which nodes an action for several is for: those whose boxes are ticked, else all that the search finds.

import { model, told } from './model.js';
import { fits, parse } from './query.js';
import { view } from './view.js';

const ticked = new Set();

export const isTicked = name => ticked.has(name);

export function tick(name, isWanted) {
  ticked[isWanted ? 'add' : 'delete'](name);
  told();
}

export function untickAll() {
  ticked.clear();
  told();
}

// { names, isSearch }; no names where nothing is chosen.
export function chosen() {
  [...ticked].filter(name => !model.nodes.has(name)).forEach(name => ticked.delete(name));
  if (ticked.size > 0) {
    return { names: [...ticked], isSearch: false };
  }

  const terms = parse(view.query, model.services);
  const found = terms.length === 0 ? [] : [...model.nodes.values()].filter(node => fits(terms, node));
  return { names: found.map(node => node.name), isSearch: true };
}
