// One command or override: sent, and reported with the way back.

import { send } from './api.js';
import { text } from './format.js';
import { tell } from './notice.js';

// said where it is taken, tried where it is not. undo and follow are of the notice.
export async function perform(said, tried, path, { method, body, undo, follow } = {}) {
  try {
    if (await send(path, { method, body })) {
      tell(said, 'good', { undo, follow });
    }
  } catch (error) {
    const end = error.isSure ? 'Nothing was changed.' : 'It may have been done all the same: look before you try again.';
    tell(`Could not ${tried}: ${text(error.message)} ${end}`, 'bad');
  }
}

// The path of what was asked: forced where nothing would serve, and why.
export function asked(path, { isForced = false, reason = '' } = {}) {
  const query = new URLSearchParams({ ...(isForced && { force: 'true' }), ...(reason && { reason }) });
  return query.size > 0 ? `${path}?${query}` : path;
}
