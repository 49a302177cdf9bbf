// What the list is to show: the search, the sorting, and which services are open.

import { fits, parse } from './query.js';
import { model } from './model.js';
import { here, show } from './router.js';
import { node as nodeTone } from './tones.js';

export const view = { query: here().q, sort: 'problems' };
const FIRST = view.sort;

// A list that is short is shown whole; of a long one what needs a look.
const SHORT = 24;
const MOST_OPENED = 3;
const open = new Set();
const known = new Set();

export function setQuery(query) {
  view.query = query;
  show('q', query.trim());
}

export function setSort(sort) {
  view.sort = sort;
  show('sort', sort === FIRST ? '' : sort);
}

export const isOpen = service => view.query.trim() !== '' || open.has(service);

export const setOpen = (service, isWanted) => open[isWanted ? 'add' : 'delete'](service);

// Decides once for each service that comes.
export function welcome() {
  const fresh = model.nodes.size === 0 ? [] : model.services.filter(service => !known.has(service.name));
  const wanted = model.nodes.size <= SHORT ? fresh
    : known.size > 0 ? []
    : fresh.filter(service => service.health !== 'Healthy').slice(0, MOST_OPENED);
  wanted.forEach(service => open.add(service.name));
  fresh.forEach(service => known.add(service.name));
}

// Services in the order of the API with their nodes; nodes of services that the API does not list come last.
export function grouped() {
  const terms = parse(view.query, model.services);
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
    : all.filter(group => group.found.length > 0 || terms.every(term => isAbout(term, group.name)));
}

const isAbout = ({ field, value }, name) => (field === '' ? name.includes(value) : field === 'answers' && name === value);

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
