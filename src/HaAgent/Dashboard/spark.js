// Requests and errors as a small curve: of the last two minutes, or of another time.

import { svg } from './dom.js';
import { WINDOW } from './rates.js';

const WIDTH = 160;
const HIGH = 26;

export function makeSpark(time = WINDOW) {
  const [area, curve, wrong] = ['area', 'curve', 'wrong'].map(className => svg('path', { class: className }));
  const look = { class: 'spark', viewBox: `0 0 ${WIDTH} ${HIGH}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const element = svg('svg', look, area, curve, wrong);
  let shown = null;

  const update = (points, now) => {
    if (points.at(-1) === shown) {
      return;
    }

    shown = points.at(-1);
    const most = Math.max(1, ...points.map(point => point.requests ?? 0)) * 1.1;
    const runs = pieces(points, 'requests', now, most, time);
    draw(curve, runs.map(path).join(''));
    draw(area, runs.map(piece => `${path(piece)}V${HIGH}H${piece[0][0]}Z`).join(''));
    draw(wrong, points.some(point => point.errors > 0) ? pieces(points, 'errors', now, most, time).map(path).join('') : '');
  };

  return { element, update };
}

// One figure over an hour, with its highest at the left and the time below; the words say the same.
export function makeChart(what, tone, time) {
  const [area, curve] = ['area', tone].map(className => svg('path', { class: className }));
  const look = { class: 'spark large', viewBox: `0 0 ${WIDTH} ${HIGH}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const element = svg('svg', look, area, curve);
  const update = (points, now) => {
    const known = points.map(point => point[what]).filter(value => value != null);
    const most = Math.max(0, ...known) * 1.1 || 1;
    const runs = pieces(points, what, now, most, time);
    draw(curve, runs.map(path).join(''));
    draw(area, runs.map(piece => `${path(piece)}V${HIGH}H${piece[0][0]}Z`).join(''));
    return { last: points.at(-1)?.[what] ?? null, most: known.length > 0 ? Math.max(...known) : null };
  };
  return { element, update };
}

function draw(element, d) {
  if (element.getAttribute('d') !== d) {
    element.setAttribute('d', d);
  }
}

// Unbroken runs of known points, in the picture's coordinates.
function pieces(points, what, now, most, time) {
  const runs = [[]];
  for (const point of points) {
    if (point[what] == null) {
      runs.push([]);
    } else {
      const x = WIDTH * (1 - (now - point.at) / time);
      runs.at(-1).push([x.toFixed(1), (HIGH - 1 - (HIGH - 3) * Math.min(1, point[what] / most)).toFixed(1)]);
    }
  }

  return runs.filter(run => run.length > 1);
}

const path = piece => `M${piece.map(point => point.join(' ')).join('L')}`;
