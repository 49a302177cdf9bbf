// One service: its head, a cell for each node, and its rows where it is open.

import { makeCells } from './cells.js';
import { el, pill, say, setClass, words } from './dom.js';
import { byWhom, isKnown, number, rate, text, when } from './format.js';
import { model, told } from './model.js';
import { makeRows } from './rows.js';
import { makeSpark } from './spark.js';
import { to } from './router.js';
import { HOUR, trafficNow, trafficOf } from './traffic.js';
import * as tones from './tones.js';
import { isOpen, setOpen } from './view.js';

export function makeService({ name }) {
  const rowsId = `rows-${name}`;
  const [health, serving, routes, canary, requests, errors] = ['pill neutral', 'serving', 'routes', 'canary', 'figure', 'figure']
    .map(className => el('span', { class: className }));
  const open = el('button', { type: 'button', class: 'open', 'aria-controls': rowsId, 'aria-expanded': 'false' });
  say(open, name);
  const why = el('p', { class: 'why' });
  const spark = makeSpark(HOUR);
  const hour = el('a', { class: 'hour', href: to('traffic', name), 'aria-label': `Traffic of ${name}` }, spark.element);
  const cells = makeCells(name);
  const rows = makeRows(name, rowsId);
  const element = el('section', { class: 'service', 'data-service': name, 'aria-label': `Service ${name}` },
    el('div', { class: 'service-head' },
      el('h3', {}, open), health, serving, el('div', { class: 'reach' }, routes, canary), hour,
      el('div', { class: 'traffic' }, requests, errors)),
    why, cells.element, rows.element);
  open.addEventListener('click', () => {
    const isWanted = open.getAttribute('aria-expanded') !== 'true';
    setOpen(name, isWanted);
    history.replaceState(null, '', isWanted ? to('services', name) : location.pathname + location.search);
    told();
  });

  const update = ({ service, nodes, found, rows: most }) => {
    const tone = tones.health(service?.health);
    pill(health, tone);
    setClass(element, `service ${tone.tone}`);
    say(serving, service ? `${number(service.serving)} of ${number(service.nodes)} serving` : 'unknown');
    say(routes, reach(service));
    const given = isKnown(service?.override) ? ` ${byWhom(service.override)}, ${when(service.override.at)}` : '';
    say(canary, service?.canary ? `canary: ${number(service.canary.share)} % to version ${text(service.canary.version)}${given}` : '');
    say(why, isKnown(service?.healthWhy) ? service.healthWhy : '');
    why.hidden = !isKnown(service?.healthWhy);
    showTraffic();
    cells.update(nodes, new Set(found));
    const isShown = isOpen(name);
    if (open.getAttribute('aria-expanded') !== String(isShown)) {
      open.setAttribute('aria-expanded', String(isShown));
    }

    rows.update(isShown ? found : null, most);
  };

  const showTraffic = () => {
    const last = trafficNow(name);
    say(requests, last?.requests == null ? 'collecting data' : `${rate(last.requests)} requests/s`);
    say(errors, last?.errors == null ? '' : `${rate(last.errors)} errors/s`);
    setClass(errors, last?.errors > 0 ? 'figure bad-text' : 'figure minor-text');
    spark.update(trafficOf(name), model.at);
  };

  return { element, update };
}

function reach(service) {
  const port = isKnown(service?.listenPort) ? `port ${service.listenPort}` : '';
  const routes = (service?.routes ?? []).join('  ');
  return [port, routes].filter(Boolean).join('  ') || (service ? 'no route' : '');
}
