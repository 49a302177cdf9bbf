// What a word of the API means to the eye. A word that is not listed here, or none at all, is neutral: never good.

import { isKnown, text } from './format.js';

const toned = tones => word => ({ label: text(word), tone: tones[word] ?? 'neutral' });

export const phase = toned({ Idle: 'good', Starting: 'info', Applying: 'info', Failing: 'bad' });

export const state = toned({ Ready: 'good', Drain: 'warn', Maintenance: 'warn' });

export const result = toned({ applied: 'good', failed: 'bad', deferred: 'warn' });

export const running = isRunning =>
  isRunning === true ? { label: 'running', tone: 'good' }
    : isRunning === false ? { label: 'not running', tone: 'bad' }
    : { label: text(null), tone: 'neutral' };

const status = toned({ Up: 'good', WeaklyUp: 'info', Joining: 'info', Leaving: 'warn', Exiting: 'warn', Down: 'bad', Removed: 'bad' });

export function gossip(member) {
  if (!isKnown(member)) {
    return status(null);
  }

  if (member.reachable === false) {
    return { label: 'unreachable', tone: 'bad' };
  }

  const told = status(member.status);
  return member.reachable === true ? told : { ...told, tone: 'neutral' };
}

// HAProxy adds "1/3" to UP and DOWN while a server is on its way to the other.
export function haproxy(server) {
  const label = text(server?.status);
  const [word, step] = label.split(' ');
  const tone = { UP: step ? 'warn' : 'good', DOWN: 'bad', DRAIN: 'warn', MAINT: 'warn', NOLB: 'warn' }[word] ?? 'neutral';
  return { label, tone };
}

export function convergence(told) {
  const agents = told?.agents ?? [];
  const tone = agents.some(agent => agent.lags === true) ? 'warn'
    : agents.length > 0 && agents.every(agent => agent.lags === false) ? 'good'
    : 'neutral';
  return { label: text(told?.summary), tone };
}
