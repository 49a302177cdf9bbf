// The head of the page and its banners, from /api/status.

import { byId, el, pill, say } from './dom.js';
import { age, clock, day, isKnown, number, text } from './format.js';
import * as tones from './tones.js';

export function showStatus(status) {
  say(byId('agent-name'), text(status.name));
  document.title = `${text(status.name)} · HAProxy agent`;
  pill(byId('phase'), tones.phase(status.phase));
  showConvergence(status.convergence);
  showHaProxy(status);
  showFrozen(status.frozen);
  showPinned(status.pinned);
  showTemplate(status.template?.candidate);
  showCertificates(status.certificates);
  showFailure(status.lastFailure, status.phase);
}

function showConvergence(told) {
  const { label, tone } = tones.convergence(told);
  const line = byId('convergence');
  say(line, label);
  line.className = `${tone}-text`;
  const lagging = (told?.agents ?? []).filter(agent => agent.lags !== false);
  byId('lagging').replaceChildren(...lagging.map(agent => {
    const item = el('li');
    const how = agent.lags === true ? 'lags' : 'is unknown';
    say(item, `${text(agent.name)} ${how} at revision ${number(agent.revision)}, ${text(agent.phase)}${isKnown(agent.why) ? `: ${agent.why}` : ''}`);
    return item;
  }));
}

function showHaProxy(status) {
  const { haproxy, revisionApplied: applied, revisionDesired: desired } = status;
  say(byId('haproxy-version'), text(haproxy?.version));
  pill(byId('haproxy-running'), tones.running(haproxy?.running));
  for (const name of ['changes', 'reloads', 'restarts', 'drift']) {
    say(byId(name), number(haproxy?.[name]));
  }

  say(byId('revision'), applied === desired ? number(applied) : `${number(applied)} of ${number(desired)}`);
}

function showFrozen(frozen) {
  const held = (frozen?.held ?? []).join(', ');
  byId('freeze').disabled = Boolean(frozen);
  banner('frozen', frozen && `Frozen for ${age(frozen.since)}: ${text(frozen.why)}${held && ` Held: ${held}.`}`);
}

function showPinned(pinned) {
  banner('pinned', pinned && `Pinned to the template of revision ${number(pinned.revision)} for ${age(pinned.since)}: another template is not taken up. Nodes come and go as ever.`);
}

function showTemplate(candidate) {
  const which = candidate && `The template in ${text(candidate.source)}`;
  const whom = isKnown(candidate?.agent) ? candidate.agent : '';
  const words = {
    Refused: () => `${which} is refused for ${age(candidate.since)}, the one before goes on.`,
    Stopped: () => `${which} was stopped by ${text(whom)} ${age(candidate.since)} ago, the one before goes on.`,
  };
  const how = () => `${which}: ${text(candidate.stage)}${whom && ` for ${whom}`} since ${age(candidate.since)}.`;
  const section = banner('template', candidate && (words[candidate.stage] ?? how)());
  if (candidate) {
    section.className = words[candidate.stage] ? 'banner bad' : 'banner info';
    say(section.querySelector('pre'), candidate.why ?? '');
  }
}

// Only where an operator has to see to them, or is not known to be well.
function showCertificates(told) {
  const files = (told?.files ?? []).filter(file => file.state !== 'InUse' || file.endsSoon !== false || isKnown(file.reason));
  const isWell = !told || (told.serving === true && told.why === '' && files.length === 0);
  const how = told?.serving === true ? 'Clients are served by TLS' : told?.serving === false ? 'Clients are not served by TLS' : 'Whether clients are served by TLS is unknown';
  const section = banner('certificates', !isWell && `${how}${isKnown(told.why) ? `: ${told.why}` : '; certificates need a look:'}`);
  section.className = told?.serving === true ? 'banner warn' : 'banner bad';
  section.querySelector('ul').replaceChildren(...files.map(file => {
    const [name, why] = [el('strong'), el('span')];
    const end = isKnown(file.notAfter) ? `, ends on ${day(file.notAfter)}` : '';
    say(name, text(file.file));
    say(why, ` ${certificateStates[file.state] ?? text(file.state)}${end}${isKnown(file.reason) ? `: ${file.reason}` : ''}`);
    return el('li', {}, name, why);
  }));
}

const certificateStates = { InUse: 'is served', Waiting: 'waits for HAProxy', Refused: 'is refused' };

function showFailure(failure, phase) {
  const section = banner('failure', failure && `Last failure: revision ${number(failure.revision)} at ${text(failure.stage)}, ${clock(failure.at)}`);
  if (failure) {
    section.className = phase === 'Failing' ? 'banner bad' : 'banner past';
    say(section.querySelector('pre'), text(failure.output));
    const hint = section.querySelector('.hint');
    say(hint, failure.hint ?? '');
    hint.hidden = !isKnown(failure.hint);
  }
}

function banner(id, words) {
  const section = byId(id);
  section.hidden = !words;
  if (words) {
    say(section.querySelector('.say'), words);
  }

  return section;
}
