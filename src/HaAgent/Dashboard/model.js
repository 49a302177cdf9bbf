// What the agent has reported, and what is shown anew when it has reported more. It is shown once a frame, however much comes.

import { Rates } from './rates.js';

// As many counters as an event has at most (NodeDeltas): with fewer, those that are not in it stand still.
const MOST_COUNTERS = 200;

export const model = {
  status: null,
  nodes: new Map(),
  services: [],
  cluster: null,
  changes: [],
  // The agent's clock, by its last event.
  at: null,
  nodeRates: new Rates(),
  serviceRates: new Rates(),
};

const showers = [];
let isDue = false;
let isFresh = true;

export function onTold(show) {
  showers.push(show);
}

export function told() {
  if (!isDue) {
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      showers.forEach(show => show());
    });
  }
}

export const serviceOf = name => model.services.find(service => service.name === name);

// An event may have the agent's time in it, or beside it.
const timeOf = (event, at) => (event?.at ? Date.parse(event.at) : at);

export function takeStatus(status, at) {
  model.status = status;
  heardAt(at);
}

// Whole nodes where they have changed, the names of those that are gone, and counters of the others. The first of a connection has
// every node: what was known before it may be gone.
export function takeChanged(event, at) {
  const { nodes = [], gone = [], counters: counts = {} } = event;
  if (isFresh) {
    model.nodes.clear();
  }

  gone.forEach(name => model.nodes.delete(name));
  nodes.forEach(node => model.nodes.set(node.name, node));
  const counted = [];
  for (const [name, [sessions, sessionsTotal, rate, requests, errors, retries, queue, response]] of Object.entries(counts)) {
    const node = model.nodes.get(name);
    if (node?.haproxy) {
      const averageResponseMilliseconds = response >= 0 ? response : null;
      const counters = { sessions, sessionsTotal, rate, requests, errors, retries, queue, averageResponseMilliseconds };
      counted.push({ ...node, haproxy: { ...node.haproxy, ...counters } });
    }
  }

  counted.forEach(node => model.nodes.set(node.name, node));
  heardAt(timeOf(event, at));
  model.nodeRates.forget(gone);
  // The counters of a node that is not in the event stand still, where the event has room for all that moved.
  const isWhole = Object.keys(counts).length < MOST_COUNTERS;
  const readings = isWhole ? [...model.nodes.values()] : [...nodes, ...counted];
  model.nodeRates.add(model.at, readings.map(readingOfNode), isFresh);
  isFresh = false;
}

export function takeServices(event, at) {
  model.services = Array.isArray(event) ? event : event.services ?? [];
  heardAt(timeOf(event, at));
  model.serviceRates.add(model.at ?? Date.now(), model.services, true);
}

export function interrupt() {
  isFresh = true;
  model.nodeRates.interrupt();
  model.serviceRates.interrupt();
  told();
}

function heardAt(at) {
  if (Number.isFinite(at)) {
    model.at = at;
  }

  told();
}

const readingOfNode = ({ name, haproxy }) => ({ name, requests: haproxy?.requests ?? null, errors: haproxy?.errors ?? null });
