// What a word of the API means to the eye, and in words. One that is not listed here, or none at all, is neutral: never good.

import { isKnown, text } from './format.js';

// Problems first: the smaller, the more urgent.
const effective = {
  Down: { tone: 'bad', urgency: 0 },
  Unreachable: { tone: 'bad', urgency: 1 },
  Refused: { tone: 'bad', urgency: 2 },
  Maintenance: { tone: 'warn', urgency: 4 },
  Draining: { tone: 'warn', urgency: 5 },
  Starting: { tone: 'info', urgency: 6 },
  Serving: { tone: 'good', urgency: 9 },
};

export const STATES = Object.keys(effective);

export function node(told) {
  const known = effective[told.effective];
  return { label: text(told.effective).toLowerCase(), tone: known?.tone ?? 'neutral', urgency: known?.urgency ?? 3 };
}

const healths = { Healthy: { tone: 'good', urgency: 9 }, Degraded: { tone: 'warn', urgency: 1 }, Down: { tone: 'bad', urgency: 0 } };

export const health = word => ({ label: text(word).toLowerCase(), ...(healths[word] ?? { tone: 'neutral', urgency: 2 }) });

const toned = tones => word => ({ label: tones[word]?.[0] ?? text(word), tone: tones[word]?.[1] ?? 'neutral' });

export const phase = toned({
  Idle: ['in sync', 'good'], Starting: ['starting', 'info'], Applying: ['applying a change', 'info'], Failing: ['cannot apply', 'bad'],
});

export const result = toned({
  applied: ['applied', 'good'], failed: ['failed', 'bad'], deferred: ['deferred', 'warn'],
  done: ['done', 'good'], lost: ['lost', 'warn'],
});

export const certificate = toned({ InUse: ['in use', 'good'], Waiting: ['waits for HAProxy', 'warn'], Refused: ['refused', 'bad'] });

export const sync = agent =>
  agent?.lags === true ? { label: 'behind', tone: 'warn' }
    : agent?.lags === false ? { label: 'in sync', tone: 'good' }
    : { label: text(null), tone: 'neutral' };

export const running = isRunning =>
  isRunning === true ? { label: 'running', tone: 'good' }
    : isRunning === false ? { label: 'not running', tone: 'bad' }
    : { label: text(null), tone: 'neutral' };

const status = toned({
  Up: ['up', 'good'], WeaklyUp: ['weakly up', 'info'], Joining: ['joining', 'info'], Leaving: ['leaving', 'warn'],
  Exiting: ['exiting', 'warn'], Down: ['down', 'bad'], Removed: ['removed', 'bad'],
});

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

const checks = {
  L4OK: 'passing (TCP)', L6OK: 'passing (TLS)', L7OK: 'passing (HTTP)', L7OKC: 'passing (HTTP, drains)', INI: 'not checked yet',
  L4CON: 'connection refused', L4TOUT: 'no connection in time', L6RSP: 'TLS failed', L6TOUT: 'no TLS in time', L7RSP: 'invalid answer',
  L7TOUT: 'no answer in time', L7STS: 'wrong HTTP status', SOCKERR: 'socket error', UNK: 'unknown',
};

// HAProxy's own word stands behind it. It puts "* " before the last result while the next check runs.
export function check(server) {
  if (!isKnown(server)) {
    return text(null);
  }

  const word = (server.checkStatus ?? '').replace(/^\* /, '');
  return word === '' ? 'no check' : checks[word] ? `${checks[word]}, ${word}` : word;
}

// HAProxy adds "1/3" to UP and DOWN while a server is on its way to the other.
export function haproxy(server) {
  const label = text(server?.status);
  const [word, step] = label.split(' ');
  const tone = { UP: step ? 'warn' : 'good', DOWN: 'bad', DRAIN: 'warn', MAINT: 'warn', NOLB: 'warn' }[word] ?? 'neutral';
  return { label, tone };
}
