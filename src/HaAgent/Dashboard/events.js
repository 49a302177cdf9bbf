// The live stream of the agent. Says when it is lost, and when something is heard again.

const RETRY_AFTER = 1000;
// The agent tells its nodes once a second; a connection that says nothing for this long is dead, whatever TCP believes.
const SILENCE = 8000;

export function listen(path, handlers, { onLost, onLive }) {
  let source = null;
  let heardAt = 0;
  let isLive = null;

  const hear = () => {
    heardAt = Date.now();
    if (isLive !== true) {
      isLive = true;
      onLive();
    }
  };

  const lose = since => {
    source?.close();
    source = null;
    if (isLive !== false) {
      isLive = false;
      onLost(new Date(since));
    }

    setTimeout(open, RETRY_AFTER);
  };

  const open = () => {
    heardAt = Date.now();
    const opened = source = new EventSource(path);
    opened.onerror = () => opened === source && lose(Date.now());
    for (const [name, handle] of Object.entries(handlers)) {
      opened.addEventListener(name, event => {
        const told = JSON.parse(event.data);
        handle(told);
        hear();
      });
    }
  };

  setInterval(() => {
    if (source !== null && Date.now() - heardAt > SILENCE) {
      lose(heardAt);
    }
  }, 1000);
  open();
}
