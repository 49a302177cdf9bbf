// The live stream of the agent. Says when it is lost, and when something is heard again. It is read by fetch, because the browser's
// own EventSource cannot send a token.

import { ask, Withheld } from './api.js';

const RETRY_AFTER = 1000;
// The agent sends its nodes once a second; a connection that brings nothing for this long is dead, whatever TCP believes.
const SILENCE = 8000;

export function listen(path, handlers, { onLost, onLive }) {
  let open = null;
  let heardAt = 0;
  let isLive = null;

  const hear = () => {
    heardAt = Date.now();
    if (isLive !== true) {
      isLive = true;
      onLive();
    }
  };

  const lose = (since, why) => {
    open?.abort();
    open = null;
    if (isLive !== false) {
      isLive = false;
      onLost(new Date(since), why);
    }

    // A user who does not want to give the token is not asked for it every second.
    if (!(why instanceof Withheld)) {
      setTimeout(start, RETRY_AFTER);
    }
  };

  const start = async () => {
    const mine = open = new AbortController();
    heardAt = null;
    try {
      const answer = await ask(path, { signal: mine.signal, headers: { Accept: 'text/event-stream' } });
      heardAt = Date.now();
      for await (const { name, data, at } of eventsOf(answer.body)) {
        if (open !== mine) {
          return;
        }

        handlers[name]?.(JSON.parse(data), at);
        hear();
      }

      throw new Error('The agent has ended the stream.');
    } catch (error) {
      if (open === mine) {
        lose(Date.now(), error);
      }
    }
  };

  setInterval(() => {
    // While the user is asked for the token there is nothing to hear.
    if (open !== null && heardAt !== null && Date.now() - heardAt > SILENCE) {
      lose(heardAt);
    }
  }, 1000);
  start();
}

// The events of a stream (WHATWG HTML, "Interpreting an event stream"), as far as the agent sends them: event, data, and its time as id.
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { name: 'message', data: '', at: NaN };
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }

    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === '' && event.data !== '') {
        yield event;
        event = { name: 'message', data: '', at: NaN };
      } else if (line.startsWith('event: ')) {
        event.name = line.slice('event: '.length);
      } else if (line.startsWith('id: ')) {
        event.at = Date.parse(line.slice('id: '.length));
      } else if (line.startsWith('data: ')) {
        event.data += line.slice('data: '.length);
      }
    }
  }
}
