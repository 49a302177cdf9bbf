// The page: what the agent tells goes to the parts that show it, and no further.

import { Withheld } from './api.js';
import { byId, say } from './dom.js';
import { listen } from './events.js';
import { clock } from './format.js';
import { addChange, loadHistory } from './history.js';
import { showLeftOut, showNodes, showRejected } from './nodes.js';
import { freeze, reload, thaw, unpin } from './actions.js';
import { makePlots } from './plots.js';
import { Rates } from './rates.js';
import { showStatus } from './summary.js';
import { watchCluster } from './topology.js';

const rates = new Rates();
const showPlots = makePlots(rates);

byId('freeze').addEventListener('click', freeze);
byId('reload').addEventListener('click', reload);
byId('thaw').addEventListener('click', thaw);
byId('unpin').addEventListener('click', unpin);

listen('/api/events', {
  status: status => {
    showStatus(status);
    showLeftOut(status.leftOut);
    showRejected(status.rejected);
  },
  nodes: nodes => {
    showNodes(nodes);
    rates.add(Date.now(), nodes);
    showPlots(nodes, Date.now());
  },
  change: addChange,
}, {
  onLost: (since, why) => {
    rates.interrupt(Date.now());
    document.body.classList.add('stale');
    say(byId('lost'), why instanceof Withheld
      ? 'This agent tells nothing without its token: load the page again to give it'
      : `Connection lost since ${clock(since)}, what is shown is old`);
    byId('lost').hidden = false;
  },
  onLive: () => {
    document.body.classList.remove('stale');
    byId('lost').hidden = true;
    loadHistory();
  },
});
watchCluster();
