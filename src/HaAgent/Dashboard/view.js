// What the list is to show: the search, the sorting, and which services are open.

import { fits, parse } from './query.js';
import { model } from './model.js';
import { here, search } from './router.js';
import { node as nodeTone } from './tones.js';

export const view = { query: here().q, sort: 'problems', open: null };

// A list that is short is shown whole; of a long one what needs a look.
const SHORT = 24;
const MOST_OPENED = 3;

export function setQuery(query) {
  view.query = query;
  search(query.trim());
}

export function isOpen(service) {
  if (view.open === null && model.services.length > 0 && model.nodes.size > 0) {
    const wanted = model.nodes.size <= SHORT ? model.services
      : model.services.filter(one => one.health !== 'Healthy').slice(0, MOST_OPENED);
    view.open = new Set(wanted.map(one => one.name));
  }

  return view.query.trim() !== '' || (view.open?.has(service) ?? false);
}

export function setOpen(service, isWanted) {
  isOpen(service);
  view.open ??= new Set();
  view.open[isWanted ? 'add' : 'delete'](service);
}

// Services in the order of the API with their nodes; nodes of services that the API does not list come last.
export function grouped() {
  const terms = parse(view.query);
  const groups = new Map(model.services.map(service => [service.name, { name: service.name, service, nodes: [], found: [] }]));
  for (const node of model.nodes.values()) {
    const name = node.service ?? 'unknown';
    if (!groups.has(name)) {
      groups.set(name, { name, service: null, nodes: [], found: [] });
    }

    groups.get(name).nodes.push(node);
    if (fits(terms, node)) {
      groups.get(name).found.push(node);
    }
  }

  const all = [...groups.values()];
  return terms.length === 0 ? all
    : all.filter(group => group.found.length > 0 || terms.every(term => term.field === '' && group.name.includes(term.value)));
}

const rateOf = (name, what) => model.nodeRates.last(name)?.[what] ?? -1;
const moving = compare => Object.assign(compare, { isMoving: true });

export const SORTS = {
  problems: ['Problems first', (a, b) => nodeTone(a).urgency - nodeTone(b).urgency],
  name: ['Name', () => 0],
  requests: ['Requests/s', moving((a, b) => rateOf(b.name, 'requests') - rateOf(a.name, 'requests'))],
  errors: ['Errors', moving((a, b) => (b.haproxy?.errors ?? -1) - (a.haproxy?.errors ?? -1))],
  sessions: ['Sessions', moving((a, b) => (b.haproxy?.sessions ?? -1) - (a.haproxy?.sessions ?? -1))],
  since: ['Newest first', (a, b) => String(b.since ?? '').localeCompare(String(a.since ?? ''))],
};
