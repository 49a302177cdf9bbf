// The head: what clients get, in a line; the title of the tab and its icon say the same.

import { byId, say, setClass } from './dom.js';
import { isKnown, number, perSecond, rate, text } from './format.js';
import { model, onTold } from './model.js';
import { node as nodeTone, health as healthTone } from './tones.js';
import { wholeNow } from './traffic.js';

onTold(show);

function show() {
  const { status } = model;
  if (!status) {
    return;
  }

  const name = text(status.name);
  say(byId('agent-name'), name);
  const { tone } = healthTone(status.health?.state);
  const words = isKnown(status.health?.text) ? status.health.text : 'Health unknown';
  say(byId('health-text'), words);
  setClass(byId('health'), `health ${tone}`);
  showTab(tone, words, name);
  showSync(status.convergence, status.revisionApplied);
  showTraffic(wholeNow());
}

function showTraffic({ requests, errors, response }) {
  const share = requests > 0 && Number.isFinite(errors) ? 100 * errors / requests : 0;
  const wrong = errors > 0 ? `, ${share < 0.01 ? 'less than 0.01' : share.toFixed(2)} % errors` : ', no errors';
  say(byId('traffic'), requests === null ? 'Traffic: collecting data'
    : `${perSecond(requests, 'request')}${wrong}${response === null ? '' : `, ${rate(response)} ms average response`}`);
}

function showTab(tone, words, name) {
  const problems = [...model.nodes.values()].filter(node => nodeTone(node).tone === 'bad').length;
  const title = tone === 'good' ? `${name}: all healthy` : `${problems > 0 ? `(${problems}) ` : ''}${words} – ${name}`;
  if (document.title !== title) {
    document.title = title;
  }

  const icon = `/dashboard/favicon${{ good: '-good', warn: '-warn', bad: '-bad' }[tone] ?? ''}.svg`;
  if (byId('icon').getAttribute('href') !== icon) {
    byId('icon').setAttribute('href', icon);
  }
}

function showSync(told, revision) {
  const agents = told?.agents ?? [];
  const behind = agents.filter(agent => agent.lags === true);
  const line = byId('convergence');
  setClass(line, behind.length > 0 ? 'warn-text' : 'minor-text');
  say(line, agents.length === 0 ? 'Whether all agents are up to date is unknown'
    : behind.length > 0 ? `${behind.length} of ${agents.length} agents behind: ${behind.map(agent => agent.name).join(', ')}`
    : agents.every(agent => agent.lags === false)
      ? `${agents.length === 1 ? 'This agent is' : `All ${agents.length} agents are`} up to date (revision ${number(revision)})`
    : text(told.summary));
}
