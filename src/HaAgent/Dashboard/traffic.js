// The traffic of the last hour, as the agent has measured it: it has it, so that a page that is opened anew loses nothing. Only what
// is new is asked for.

import { getJson } from './api.js';
import { model, told } from './model.js';

export const HOUR = 3_600_000;
const EVERY = 10_000;
const WHOLE = '';

// By the name of a service, and of all together as ''. Each point is { at, requests, errors, response }.
const series = new Map();
let isAsking = false;
let last = null;

export const trafficOf = name => series.get(name) ?? [];

export const wholeTraffic = () => trafficOf(WHOLE);

export function watchTraffic() {
  setInterval(look, EVERY);
  return look();
}

async function look() {
  if (isAsking || document.hidden) {
    return;
  }

  isAsking = true;
  try {
    take(await getJson(last === null ? '/api/traffic' : `/api/traffic?since=${encodeURIComponent(last)}`));
    told();
  } catch {
    // The stream shows that the agent is not heard; the next time asks for all that is missing.
  } finally {
    isAsking = false;
  }
}

export function take({ at, times, whole, services }) {
  const now = Date.parse(at);
  if (last !== null && Date.parse(last) > now) {
    // Another agent process, or a clock that was set back: what is known is of another time.
    series.clear();
    last = null;
  }

  const all = new Map([[WHOLE, whole], ...Object.entries(services)]);
  const ats = times.map(time => Date.parse(time));
  for (const [name, { requests, errors, averageResponseMilliseconds: responses }] of all) {
    const pointAt = (time, index) => ({ at: time, requests: requests[index], errors: errors[index], response: responses[index] });
    const points = ats.map(pointAt);
    series.set(name, [...trafficOf(name), ...points]);
  }

  for (const [name, points] of series) {
    const kept = points.filter(point => now - point.at <= HOUR);
    if (kept.length > 0) {
      series.set(name, kept);
    } else {
      series.delete(name);
    }
  }

  last = times.at(-1) ?? last;
}

// The figures of this moment: of the stream, and of the agent's history until that has two readings.
export function trafficNow(name) {
  const [live, kept] = [model.serviceRates.last(name), trafficOf(name).at(-1)];
  return live?.requests != null || !kept ? live : kept;
}

// Of all services together; requests is null where nothing is known yet.
export function wholeNow() {
  const kept = wholeTraffic().at(-1);
  const all = model.services.map(service => trafficNow(service.name));
  const isKnown = what => all.length > 0 && all.every(one => one?.[what] != null);
  const sum = what => (isKnown(what) ? all.reduce((total, one) => total + one[what], 0) : kept?.[what] ?? null);
  return { requests: sum('requests'), errors: sum('errors'), response: kept?.response ?? null };
}
