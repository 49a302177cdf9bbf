// The search: words that a node's name or service has in it, field:value, and /path or host/path for the service that answers it. All
// of them must fit. Pure.

import { text } from './format.js';
import { answering } from './routes.js';

const fields = {
  state: node => text(node.effective),
  service: node => node.service,
  zone: node => node.zone,
  version: node => node.version,
  address: node => `${node.address}:${node.port}`,
  override: node => [node.order?.state && 'state', Number.isFinite(node.order?.weight) && 'weight'].filter(Boolean).join(' '),
};

export function parse(query, services) {
  return query.split(/\s+/).filter(Boolean).map(asked => {
    const word = asked.toLowerCase();
    const at = word.indexOf(':');
    const field = at > 0 ? word.slice(0, at) : '';
    if (Object.hasOwn(fields, field)) {
      return { field, value: word.slice(at + 1) };
    }

    return asked.includes('/') ? { field: 'answers', value: answering(services, asked) } : { field: '', value: word };
  });
}

export const fits = (terms, node) => terms.every(({ field, value }) => {
  if (field === '') {
    return `${node.name} ${node.service ?? ''}`.toLowerCase().includes(value);
  }

  if (field === 'answers') {
    return value !== null && node.service === value;
  }

  const has = (fields[field](node) ?? '').toLowerCase();
  // A state, zone or version that is being typed fits by its beginning.
  return field === 'address' || field === 'override' ? has.includes(value) : has.startsWith(value);
});

// The query with field:value set, or without it where it has that already.
export function toggled(query, field, value) {
  const word = `${field}:${value}`.toLowerCase();
  const words = query.split(/\s+/).filter(Boolean);
  const rest = words.filter(other => !other.toLowerCase().startsWith(`${field}:`));
  return (words.some(other => other.toLowerCase() === word) ? rest : [...rest, word]).join(' ');
}
