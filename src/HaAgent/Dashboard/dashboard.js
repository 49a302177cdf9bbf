// The page: what the agent reports goes into the model, and each part shows what it knows of.

import { Withheld } from './api.js';
import { freeze, reload } from './actions.js';
import { watchCluster } from './agents.js';
import { byId, words } from './dom.js';
import { listen } from './events.js';
import { clock } from './format.js';
import { acts, setLive } from './live.js';
import { interrupt, takeChanged, takeServices, takeStatus } from './model.js';
import { start } from './router.js';
import { addChange, loadHistory } from './timeline.js';
import { watchTraffic } from './traffic.js';
import './about.js';
import './bulk.js';
import './certificates.js';
import './change-drawer.js';
import './headline.js';
import './node-drawer.js';
import './notes.js';
import './services.js';
import './template-drawer.js';
import './traffic-drawer.js';

acts(byId('freeze')).addEventListener('click', freeze);
acts(byId('reload')).addEventListener('click', reload);

const takers = { status: takeStatus, changed: takeChanged, services: takeServices, change: addChange };
listen('/api/events?nodes=changed', takers, {
  onLost: (since, why) => {
    interrupt();
    setLive(false);
    if (why instanceof Withheld) {
      const enter = Object.assign(words('button', null, 'Enter token'), { type: 'button' });
      enter.addEventListener('click', () => location.reload());
      byId('lost').replaceChildren('This agent needs its token. ', enter);
    } else {
      byId('lost').replaceChildren(`Connection lost since ${clock(since)}. What you see is old, and actions are off.`);
    }

    byId('lost').hidden = false;
  },
  onLive: () => {
    setLive(true);
    byId('lost').hidden = true;
    loadHistory();
  },
});
watchCluster();
watchTraffic();
start();
// The script in index.html loads the page again where this is missing.
document.body.dataset.started = '';
