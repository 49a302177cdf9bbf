// Requests to the agent. Commands and overrides carry the token, and so does everything where the agent answers nothing without it.
// This tab keeps the token and the operator's name, and nothing else.

import { askToken } from './dialogs.js';

const KEPT = 'actors-api-token';
const NAME = 'actors-operator';
const UNNAMED = 'page';
export const NEEDED = 'Commands and overrides need it.';
const RETRY_AFTER = 1000;
let asking = null;
// The one that was typed last and is not refused: others may be waiting for one before the agent has taken it.
let given = null;
let isWithheld = false;

// The name of the operator, for the history; empty where none was given.
export const operator = () => sessionStorage.getItem(NAME) ?? '';

export const nameOperator = name => (name ? sessionStorage.setItem(NAME, name) : sessionStorage.removeItem(NAME));

export class Refused extends Error {
  // Whether it is sure that nothing was done: after a 5xx it is not.
  isSure = true;
}

// The user would not give the token.
export class Withheld extends Refused {}

export const getJson = path => read(path, answer => answer.json());

export const getText = path => read(path, answer => answer.text());

// A browser ends requests when the network changes, and a connection may break: then it is read again, twice.
async function read(path, parse) {
  for (let again = 2; ; again--) {
    try {
      return await parse(await ask(path));
    } catch (error) {
      if (again === 0 || !(error instanceof TypeError)) {
        throw error;
      }

      await new Promise(resolve => setTimeout(resolve, RETRY_AFTER));
    }
  }
}

// False where the user would not give the token; throws why the agent refuses it.
export async function send(path, { method = 'POST', body } = {}) {
  try {
    await ask(path, {
      method,
      headers: body && { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    }, NEEDED);
    return true;
  } catch (error) {
    if (error instanceof Withheld) {
      return false;
    }

    throw error;
  }
}

// Why the token is needed from the start, or null where the agent may answer without.
export async function ask(path, init = {}, why = null) {
  for (;;) {
    const token = sessionStorage.getItem(KEPT) ?? given ?? (why && await giveToken(why));
    const headers = {
      ...init.headers, 'X-Actors-User': operator() || UNNAMED, ...(token && { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(path, { cache: 'no-store', ...init, headers });
    if (answer.status === 401) {
      // Another request may have brought another one meanwhile.
      if (sessionStorage.getItem(KEPT) === token) {
        sessionStorage.removeItem(KEPT);
      }

      if (given === token) {
        given = null;
      }

      // A user who did not want to give it is asked again only for a command or an override.
      if (isWithheld && why === null) {
        throw new Withheld('The agent answers nothing without its token.');
      }

      why = token ? 'The agent refused that token.' : 'This agent answers nothing without it.';
      continue;
    }

    if (token) {
      sessionStorage.setItem(KEPT, token);
    }

    if (!answer.ok) {
      throw await refusal(answer);
    }

    return answer;
  }
}

// One dialog for all who wait for it.
async function giveToken(why) {
  asking ??= askToken(why, operator()).finally(() => { asking = null; });
  const { token, name } = await asking ?? {};
  isWithheld = !token;
  given = token || null;
  if (name !== undefined) {
    nameOperator(name);
  }

  if (isWithheld) {
    throw new Withheld('The agent answers nothing without its token.');
  }

  return token;
}

async function refusal(answer) {
  const problem = await answer.json().catch(() => null);
  const fields = Object.values(problem?.errors ?? {}).flat();
  const told = [problem?.detail ?? problem?.title, ...fields].filter(Boolean);
  const refused = new Refused(told.join(' ') || `The agent answered ${answer.status}.`);
  refused.isSure = answer.status < 500;
  return refused;
}
