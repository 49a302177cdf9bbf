// The traffic of the last hour, of a service or of all (*): requests, errors, and how long servers took.

import { el, say, words } from './dom.js';
import { register } from './drawer.js';
import { clock, rate, UNKNOWN } from './format.js';
import { model } from './model.js';
import { makeChart } from './spark.js';
import { HOUR, trafficOf, wholeTraffic } from './traffic.js';

const FIGURES = [
  ['Requests/s', 'requests', 'curve', ''],
  ['Errors/s', 'errors', 'wrong', ''],
  ['Average response', 'response', 'time', ' ms'],
];

register('traffic', id => {
  const charts = FIGURES.map(([title, what, tone, unit]) => {
    const [line, from, to] = [el('p', { class: 'minor-text' }), el('span'), el('span')];
    const chart = makeChart(what, tone, HOUR);
    const parts = [words('h3', null, title), line, chart.element, el('div', { class: 'chart-scale' }, from, to)];
    const update = points => {
      const { last, most } = chart.update(points, model.at);
      const value = number => (number === null ? UNKNOWN : `${rate(number)}${unit}`);
      say(line, `Now ${value(last)}, highest ${value(most)}`);
      say(from, model.at === null ? '' : clock(model.at - HOUR));
      say(to, model.at === null ? '' : clock(model.at));
    };
    return { parts, update };
  });
  const note = words('p', 'fine minor-text', 'As this agent has measured it at its HAProxy, a point each 10 s. HAProxy reports no '
    + 'percentiles: the average response is that of the last 1,024 requests of each node, weighted by their requests.');
  const update = () => {
    const points = id === '*' ? wholeTraffic() : trafficOf(id);
    charts.forEach(chart => chart.update(points));
  };
  const element = el('div', {}, ...charts.flatMap(chart => chart.parts), note);
  return { title: id === '*' ? 'Traffic of the last hour' : `Traffic of ${id} in the last hour`, element, update };
});
