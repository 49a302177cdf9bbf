// How values read. What is not known reads "unknown", whatever it is.

export const UNKNOWN = 'unknown';

export const isKnown = value => value !== null && value !== undefined && value !== '';

export const text = value => isKnown(value) ? String(value) : UNKNOWN;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const number = value => Number.isFinite(value) ? whole.format(value) : UNKNOWN;

export const count = (value, what) => `${number(value)} ${what}${value === 1 ? '' : 's'}`;

// The first of them, and how many more there are.
export const listing = (parts, most) =>
  (parts.length <= most ? parts.join(', ') : `${parts.slice(0, most).join(', ')} and ${number(parts.length - most)} more`);

export const rate = value => Number.isFinite(value) ? (value < 10 ? tenths : whole).format(value) : UNKNOWN;

// Such as 1 request/s.
export const perSecond = (value, what) => `${rate(value)} ${what}${rate(value) === '1' ? '' : 's'}/s`;

export function milliseconds(value) {
  if (!Number.isFinite(value)) {
    return UNKNOWN;
  }

  return value < 10_000 ? `${whole.format(value)} ms` : `${tenths.format(value / 1000)} s`;
}

// HAProxy has no percentiles; it has this average.
export const responseTime = value => Number.isFinite(value) ? `${rate(value)} ms (last 1,024 requests)` : 'none yet';

const twoDigits = value => String(value).padStart(2, '0');

export function clock(time) {
  const at = new Date(time);
  return isKnown(time) && !Number.isNaN(at.getTime())
    ? [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':')
    : UNKNOWN;
}

export function day(time) {
  const at = new Date(time);
  return isKnown(time) && !Number.isNaN(at.getTime())
    ? [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-')
    : UNKNOWN;
}

export function age(time, now = Date.now()) {
  const at = isKnown(time) ? new Date(time).getTime() : NaN;
  if (Number.isNaN(at)) {
    return UNKNOWN;
  }

  // The two clocks may differ a little.
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const [minutes, hours, days] = [60, 3600, 86400].map(unit => Math.floor(seconds / unit));
  return seconds < 60 ? `${seconds} s`
    : minutes < 60 ? `${minutes} min ${twoDigits(seconds % 60)} s`
    : hours < 24 ? `${hours} h ${twoDigits(minutes % 60)} min`
    : `${days} d ${hours % 24} h`;
}

// Where a member of the cluster is, without the name and the number of its actor system.
export const place = address => text(address).replace(/^akka(\.\w+)?:\/\/[^@]*@/, '').replace(/#\d+$/, '');

// Who wants something, from where, and why.
export const byWhom = ({ by, from, reason }) =>
  `by ${text(by)}${isKnown(from) ? ` from ${from}` : ''}${isKnown(reason) ? `: ${reason}` : ''}`;

// A moment with its date, in the zone of the one who reads.
export const when = time => (day(time) === UNKNOWN ? UNKNOWN : `${day(time)} ${clock(time)}`);
