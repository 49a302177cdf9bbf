// The requests and errors of the last two minutes as a small curve.

import { svg } from './dom.js';
import { WINDOW } from './rates.js';

const WIDTH = 160;
const HIGH = 26;

export function makeSpark() {
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
    const runs = pieces(points, 'requests', now, most);
    draw(curve, runs.map(path).join(''));
    draw(area, runs.map(piece => `${path(piece)}V${HIGH}H${piece[0][0]}Z`).join(''));
    draw(wrong, points.some(point => point.errors > 0) ? pieces(points, 'errors', now, most).map(path).join('') : '');
  };

  return { element, update };
}

function draw(element, d) {
  if (element.getAttribute('d') !== d) {
    element.setAttribute('d', d);
  }
}

// Unbroken runs of known points, in the picture's coordinates.
function pieces(points, what, now, most) {
  const runs = [[]];
  for (const point of points) {
    if (point[what] === null) {
      runs.push([]);
    } else {
      const x = WIDTH * (1 - (now - point.at) / WINDOW);
      runs.at(-1).push([x.toFixed(1), (HIGH - 1 - (HIGH - 3) * Math.min(1, point[what] / most)).toFixed(1)]);
    }
  }

  return runs.filter(run => run.length > 1);
}

const path = piece => `M${piece.map(point => point.join(' ')).join('L')}`;
