// Requests and errors a second, by the agent's clock, from HAProxy's counters as they were received one after another. Pure.

export const WINDOW = 120_000;

// Events of changes come close together; a rate over less than this means little.
const SHORTEST = 800;

export class Rates {
  #series = new Map();

  // isAll: what is not among the readings is gone.
  add(at, readings, isAll) {
    if (isAll) {
      const names = new Set(readings.map(reading => reading.name));
      this.forget([...this.#series.keys()].filter(name => !names.has(name)));
    }

    for (const { name, requests, errors } of readings) {
      const points = this.#series.get(name) ?? [];
      while (points.length > 0 && (at - points[0].at > WINDOW || at < points.at(-1).at)) {
        // Too old, or of a clock that was set back since.
        points.shift();
      }

      const last = points.at(-1);
      if (last && at - last.at < SHORTEST) {
        continue;
      }

      const told = { at, requestsTotal: requests ?? null, errorsTotal: errors ?? null };
      points.push({ ...told, requests: perSecond(last, told, 'requestsTotal'), errors: perSecond(last, told, 'errorsTotal') });
      this.#series.set(name, points);
    }
  }

  forget(names) {
    names.forEach(name => this.#series.delete(name));
  }

  // What happened meanwhile is not known: the line is broken there.
  interrupt() {
    for (const points of this.#series.values()) {
      const last = points.at(-1);
      if (last) {
        points.push({ at: last.at, requestsTotal: null, errorsTotal: null, requests: null, errors: null });
      }
    }
  }

  of(name) {
    return this.#series.get(name) ?? [];
  }

  last(name) {
    return this.of(name).at(-1);
  }
}

// Null where it cannot be known: no earlier reading, or the counter began anew with a reload.
function perSecond(last, told, counter) {
  const [before, after] = [last?.[counter] ?? null, told[counter]];
  return before === null || after === null || after < before || told.at <= last.at ? null : (after - before) * 1000 / (told.at - last.at);
}
