// Small plots of the rates, one for each node, all to one scale.

import { byId, el, KeyedList, say, svg } from './dom.js';
import { rate } from './format.js';
import { WINDOW } from './rates.js';

const WIDTH = 240;
const HIGH = 44;
const LOW = 18;

export function makePlots(rates) {
  const list = new KeyedList(byId('plots'), makePlot);
  return (nodes, now) => {
    const series = nodes.map(node => ({ name: node.name, points: rates.of(node.name), now }));
    const known = series.flatMap(one => one.points).filter(point => point.requests !== null);
    const most = { requests: ceiling(known, 'requests'), errors: ceiling(known, 'errors') };
    list.show(series.map(one => ({ ...one, most })), one => one.name);
    byId('no-plots').hidden = known.length > 0;
    byId('plots').hidden = known.length === 0;
    say(byId('traffic-scale'), known.length > 0 ? `last 2 minutes, up to ${rate(most.requests)}/s` : 'last 2 minutes');
  };
}

// The next round figure above all, so that the scale moves seldom.
function ceiling(points, what) {
  const most = Math.max(1, ...points.map(point => point[what] ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= most);
}

function makePlot({ name }) {
  const title = el('strong');
  const requests = el('span', { class: 'figure' });
  const errors = el('span', { class: 'figure minor' });
  const [area, curve, wrong] = ['area', 'curve', 'wrong'].map(className => svg('path', { class: className }));
  say(title, name);
  const element = el('li', { 'data-plot': name },
    el('div', { class: 'plot-head' }, title, requests, errors),
    svg('svg', { viewBox: `0 0 ${WIDTH} ${HIGH + LOW}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('path', { class: 'ground', d: `M0 ${HIGH}H${WIDTH}M0 ${HIGH + LOW}H${WIDTH}` }), area, curve, wrong));

  const update = ({ points, now, most }) => {
    const last = points.at(-1);
    say(requests, `${rate(last?.requests)} requests/s`);
    say(errors, `${rate(last?.errors)} errors/s`);
    errors.classList.toggle('bad-text', last?.errors > 0);
    const high = pieces(points, 'requests', now, HIGH, HIGH - 2, most.requests);
    const low = pieces(points, 'errors', now, HIGH + LOW, LOW - 4, most.errors);
    curve.setAttribute('d', high.map(path).join(''));
    area.setAttribute('d', high.map(piece => `${path(piece)}V${HIGH}H${piece[0][0]}Z`).join(''));
    // Red is for errors, not for their absence.
    wrong.setAttribute('d', points.some(point => point.errors > 0) ? low.map(path).join('') : '');
  };

  return { element, update };
}

// Unbroken runs of known points, in the picture's coordinates.
function pieces(points, what, now, ground, height, most) {
  const runs = [[]];
  for (const point of points) {
    if (point[what] === null) {
      runs.push([]);
    } else {
      const x = WIDTH * (1 - (now - point.at) / WINDOW);
      runs.at(-1).push([x.toFixed(1), (ground - height * Math.min(1, point[what] / most)).toFixed(1)]);
    }
  }

  return runs.filter(run => run.length > 1);
}

const path = piece => `M${piece.map(point => point.join(' ')).join('L')}`;
