// Requests and errors a second for each node, from HAProxy's counters as they were told one after another. Pure.

export const WINDOW = 120_000;

// Events of changes come close together; a rate over less than this says little.
const SHORTEST = 800;

export class Rates {
  #series = new Map();

  add(now, nodes) {
    const names = new Set(nodes.map(node => node.name));
    for (const name of this.#series.keys()) {
      if (!names.has(name)) {
        this.#series.delete(name);
      }
    }

    for (const { name, haproxy } of nodes) {
      const points = this.#series.get(name)?.filter(point => now - point.at <= WINDOW) ?? [];
      const last = points.at(-1);
      if (last && now - last.at < SHORTEST) {
        continue;
      }

      const told = { at: now, requestsTotal: haproxy?.requests ?? null, errorsTotal: haproxy?.errors ?? null };
      points.push({
        ...told,
        requests: perSecond(last, told, 'requestsTotal'),
        errors: perSecond(last, told, 'errorsTotal'),
      });
      this.#series.set(name, points);
    }
  }

  // What happened meanwhile is not known: the line is broken there.
  interrupt(now) {
    for (const points of this.#series.values()) {
      points.push({ at: now, requestsTotal: null, errorsTotal: null, requests: null, errors: null });
    }
  }

  of(name) {
    return this.#series.get(name) ?? [];
  }
}

// Null where it cannot be known: no earlier reading, or the counter began anew with a reload.
function perSecond(last, told, counter) {
  const [before, after] = [last?.[counter] ?? null, told[counter]];
  return before === null || after === null || after < before ? null : (after - before) * 1000 / (told.at - last.at);
}
