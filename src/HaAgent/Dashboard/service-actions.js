// What can be done with a service: a share of its traffic for one version.

import { askCanary, isSure } from './dialogs.js';
import { number, text } from './format.js';
import { model, serviceOf } from './model.js';
import { byName } from './order.js';
import { asked, perform } from './perform.js';

const pathOf = name => `/api/services/${encodeURIComponent(name)}/canary`;

// In the order of a menu.
export function ofService(name) {
  const canary = serviceOf(name)?.canary;
  return [
    { label: 'Canary…', give: () => set(name), isDone: !canary && versionsOf(name).length < 2 },
    { label: 'Stop canary', give: () => stop(name), isDone: !canary },
  ];
}

function versionsOf(name) {
  const known = [...model.nodes.values()].filter(node => node.service === name && node.version).map(node => node.version);
  const wanted = serviceOf(name)?.canary?.version;
  return [...new Set(wanted ? [...known, wanted] : known)].map(version => ({ name: version })).toSorted(byName).map(one => one.name);
}

async function set(name) {
  const before = serviceOf(name)?.canary;
  const chosen = await askCanary(name, versionsOf(name), before);
  if (chosen) {
    const { reason, ...canary } = chosen;
    await give(name, canary, before, reason);
  }
}

async function stop(name) {
  const before = serviceOf(name)?.canary;
  const figure = `${number(before?.share)} % to version ${text(before?.version)} → by weight`;
  const what = 'Each node gets its share by its own weight again.';
  const sure = await isSure({ title: `Stop the canary of ${name}?`, text: what, figure, verb: 'Stop canary' });
  if (sure) {
    await give(name, null, before, sure.reason);
  }
}

function give(name, canary, before, reason) {
  const undo = () => give(name, before ?? null, canary);
  if (canary === null) {
    return perform(`Canary of ${name} stopped`, `stop the canary of ${name}`, asked(pathOf(name), { reason }), { method: 'DELETE', undo });
  }

  const said = `${name}: ${number(canary.share)} % to version ${canary.version}`;
  return perform(said, `set the canary of ${name}`, asked(pathOf(name), { reason }), { body: canary, undo });
}
