// Actions for several nodes: asked once with numbers, given node by node, with a progress, and undone together.

import { leftOn, pathOf, sessionsOf, stateBefore } from './actions.js';
import { send } from './api.js';
import { askWeight, isSure } from './dialogs.js';
import { byId, say, words } from './dom.js';
import { count, listing, number, text } from './format.js';
import { acts } from './live.js';
import { costOf } from './loss.js';
import { model, onTold, told } from './model.js';
import { tell } from './notice.js';
import { asked } from './perform.js';
import { chosen, untickAll } from './selection.js';

const MOST_NAMED = 8;
const nodesOf = names => count(names.length, 'node');

const actions = [['Drain', drain], ['Maintenance…', maintenance], ['Weight…', weigh], ['Back in rotation', ready]];
const buttons = actions.map(([label, give]) => {
  const button = acts(Object.assign(words('button', label.startsWith('Maintenance') ? 'grave' : null, label), { type: 'button' }));
  button.addEventListener('click', () => give(chosen().names));
  return button;
});
const clear = Object.assign(words('button', null, 'Clear selection'), { type: 'button' });
clear.addEventListener('click', untickAll);
byId('bulk').append(...buttons, clear);

onTold(() => {
  const { names, isSearch } = chosen();
  byId('bulk').hidden = names.length === 0;
  clear.hidden = isSearch;
  say(byId('bulk-count'), `${nodesOf(names)} ${isSearch ? `${names.length === 1 ? 'matches' : 'match'} the search` : 'selected'}`);
});

const sessionsNow = names => names.reduce((sum, name) => sum + (model.nodes.get(name)?.haproxy?.sessions ?? 0), 0);
const stateOf = name => model.nodes.get(name)?.order?.state;

async function drain(names) {
  const wanted = names.filter(name => stateOf(name) !== 'Drain');
  const what = `They finish their ${sessionsOf(sessionsNow(wanted))} and get no new clients.`;
  const cost = await askFor(wanted, 'Drain', `Drain ${nodesOf(wanted)}?`, what);
  if (cost) {
    await give(wanted.map(name => toState(name, 'drain', cost.on(name))), {
      said: `Draining ${nodesOf(wanted)}`,
      follow: drained => {
        const left = leftOn(drained);
        const are = `${nodesOf(drained)} ${drained.length === 1 ? 'is' : 'are'} drained: 0 sessions`;
        return left === null || drained.some(name => model.nodes.get(name)?.effective === 'Serving') ? null
          : left ? `Draining ${nodesOf(drained)}: ${left}` : are;
      },
    });
  }
}

async function maintenance(names) {
  const wanted = names.filter(name => stateOf(name) !== 'Maintenance');
  const what = 'No traffic at all and no health checks, until they are put back in rotation.';
  const cost = await askFor(wanted, 'Maintenance', `Put ${nodesOf(wanted)} into maintenance?`, what, { isGrave: true });
  if (cost) {
    await give(wanted.map(name => toState(name, 'maintenance', cost.on(name))), { said: `${nodesOf(wanted)} into maintenance` });
  }
}

async function ready(names) {
  const wanted = names.filter(stateOf);
  const cost = await askFor(wanted, 'Back in rotation', `Put ${nodesOf(wanted)} back in rotation?`, '', { isLoss: false });
  if (cost) {
    await give(wanted.map(name => toState(name, 'ready', cost.on(name))), { said: `${nodesOf(wanted)} back in rotation` });
  }
}

async function weigh(names) {
  const weights = new Set(names.map(name => model.nodes.get(name)?.weight));
  const answer = await askWeight(nodesOf(names), weights.size === 1 ? [...weights][0] : null);
  if (answer === null) {
    return;
  }

  const { weight, reason } = answer;
  const question = `Give ${nodesOf(names)} no new clients?`;
  const cost = weight === 0 ? await askFor(names, 'Weight 0', question, '', { reason }) : { on: () => ({ reason }) };
  if (cost) {
    const said = weight === null ? `${nodesOf(names)} with their own weights` : `${nodesOf(names)} with weight ${weight}`;
    await give(names.map(name => toWeight(name, weight, cost.on(name))), { said });
  }
}

// Each step knows the way back to what was so before it.
function toState(name, what, sure) {
  const before = stateBefore(name);
  return { name, path: asked(pathOf(name, what), sure), back: () => toState(name, before) };
}

function toWeight(name, weight, { isForced, reason } = {}) {
  const before = model.nodes.get(name)?.order?.weight ?? null;
  const body = { weight, ...(isForced && { force: true }) };
  return { name, path: asked(pathOf(name, 'weight'), { reason }), body, back: () => toWeight(name, before) };
}

// How each of them is asked for, once it is wanted; null where it is not.
async function askFor(names, verb, title, what, { isGrave = false, isLoss = true, reason } = {}) {
  if (names.length === 0) {
    tell('Nothing to do: it is so already.', 'good');
    return null;
  }

  const cost = isLoss ? costOf(names) : costOf([]);
  const question = { title, text: [what, cost.text, `${listing(names, MOST_NAMED)}.`].filter(Boolean).join(' '), figure: cost.figure };
  const sure = await isSure({ ...question, verb, isGrave: isGrave || cost.isLast, reason });
  return sure && { on: name => ({ isForced: cost.force(name), ...sure }) };
}

// One after the other: what the agent refuses keeps no other from its own, but one that may not have arrived ends it.
async function give(steps, { said, follow }) {
  const [done, refused] = [[], []];
  let isOver = false;
  const stop = () => { isOver = true; };
  tell(`${said}: 0 of ${number(steps.length)}`, 'good', {
    stop, isKept: true, follow: () => (isOver ? null : `${said}: ${number(done.length + refused.length)} of ${number(steps.length)}`),
  });
  for (const step of steps) {
    if (isOver) {
      break;
    }

    try {
      isOver = !await send(step.path, { body: step.body });
      if (!isOver) {
        done.push(step);
      }
    } catch (error) {
      refused.push(`${step.name}: ${text(error.message)}`);
      isOver ||= !error.isSure;
    }

    told();
  }

  const left = steps.length - done.length - refused.length;
  stop();
  report(said, { done, refused, left, all: steps.length }, follow);
  untickAll();
}

function report(said, { done, refused, left, all }, follow) {
  const undo = done.length > 0 && (() => give(done.map(step => step.back()), { said: `${nodesOf(done)} back as they were` }));
  if (refused.length === 0 && left === 0) {
    tell(said, 'good', { undo, follow: follow && (() => follow(done.map(step => step.name))) });
    return;
  }

  const not = refused.length > 0 ? ` Not done: ${listing(refused, 3)}` : '';
  const rest = left > 0 ? ` Not tried: ${number(left)}.` : '';
  tell(`${said}: done for ${number(done.length)} of ${number(all)}.${not}${rest}`, 'bad', { undo });
}
