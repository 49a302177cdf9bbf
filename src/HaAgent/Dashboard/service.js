// One service: its head, a cell for each node, and its rows where it is open.

import { makeCells } from './cells.js';
import { el, pill, say, setClass, words } from './dom.js';
import { byWhom, isKnown, number, perSecond, rate, text, when } from './format.js';
import { acts } from './live.js';
import { openMenu } from './menu.js';
import { model, told } from './model.js';
import { makeRows } from './rows.js';
import { to } from './router.js';
import { ofService } from './service-actions.js';
import { makeSpark } from './spark.js';
import { HOUR, trafficNow, trafficOf } from './traffic.js';
import * as tones from './tones.js';
import { isOpen, setOpen } from './view.js';

export function makeService({ name }) {
  const rowsId = `rows-${name}`;
  const [health, serving, routes, canary, requests, errors, response] =
    ['pill neutral', 'serving', 'routes', 'canary', 'figure', '', ''].map(className => el('span', { class: className }));
  setClass(response, 'minor-text');
  response.title = 'Average response of the last 1,024 requests of each node';
  const open = el('button', { type: 'button', class: 'open', 'aria-controls': rowsId, 'aria-expanded': 'false' });
  say(open, name);
  const why = el('p', { class: 'why' });
  const spark = makeSpark(HOUR);
  const hour = el('a', { class: 'hour', href: to('traffic', name), 'aria-label': `Traffic of ${name}` }, spark.element);
  const menu = { class: 'dots more', 'aria-haspopup': 'menu', 'aria-label': `Actions for service ${name}` };
  const more = acts(el('button', { type: 'button', ...menu }));
  more.addEventListener('click', () => openMenu(more, `service ${name}`, ['Traffic', to('traffic', name)], ofService(name)));
  const cells = makeCells(name);
  const rows = makeRows(name, rowsId);
  const element = el('section', { class: 'service', 'data-service': name, 'aria-label': `Service ${name}` },
    el('div', { class: 'service-head' },
      el('h3', {}, open), health, serving, el('div', { class: 'reach' }, routes, canary), hour,
      el('div', { class: 'traffic' }, requests, el('span', { class: 'figure' }, errors, response)), more),
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
    say(requests, last?.requests == null ? 'collecting data' : perSecond(last.requests, 'request'));
    say(errors, last?.errors == null ? '' : last.errors > 0 ? perSecond(last.errors, 'error') : 'no errors');
    setClass(errors, last?.errors > 0 ? 'bad-text' : 'minor-text');
    const kept = trafficOf(name);
    const time = kept.at(-1)?.response ?? null;
    say(response, time === null ? '' : `${errors.textContent && ', '}${rate(time)} ms`);
    spark.update(kept, model.at);
  };

  return { element, update };
}

function reach(service) {
  const port = isKnown(service?.listenPort) ? `port ${service.listenPort}` : '';
  const routes = (service?.routes ?? []).join('  ');
  return [port, routes].filter(Boolean).join('  ') || (service ? 'no route of its own' : '');
}
