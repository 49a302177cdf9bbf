// Requests to the agent. Orders carry the token, which this tab keeps and nothing else.

import { askToken } from './dialogs.js';

const KEPT = 'actors-api-token';

export class Refused extends Error {}

export const getJson = async path => (await read(path)).json();

export const getText = async path => (await read(path)).text();

async function read(path) {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) {
    throw await refusal(answer);
  }

  return answer;
}

// False where the user would not give the token; throws what the agent says against it.
export async function order(path, body) {
  let why = 'Orders to the agent need it.';
  for (;;) {
    const token = sessionStorage.getItem(KEPT) ?? await askToken(why);
    if (!token) {
      return false;
    }

    const answer = await fetch(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    if (answer.status === 401) {
      sessionStorage.removeItem(KEPT);
      why = 'The agent refused that token.';
      continue;
    }

    sessionStorage.setItem(KEPT, token);
    if (!answer.ok) {
      throw await refusal(answer);
    }

    return true;
  }
}

async function refusal(answer) {
  const problem = await answer.json().catch(() => null);
  const fields = Object.values(problem?.errors ?? {}).flat();
  const told = [problem?.detail ?? problem?.title, ...fields].filter(Boolean);
  return new Refused(told.join(' ') || `The agent answered ${answer.status}.`);
}
