// The page: what the agent tells goes to the parts that show it, and no further.

import { byId, say } from './dom.js';
import { listen } from './events.js';
import { clock } from './format.js';
import { addChange, loadHistory } from './history.js';
import { showNodes, showRejected } from './nodes.js';
import { thaw, unpin } from './orders.js';
import { makePlots } from './plots.js';
import { Rates } from './rates.js';
import { showStatus } from './summary.js';
import { watchCluster } from './topology.js';

const rates = new Rates();
const showPlots = makePlots(rates);

byId('thaw').addEventListener('click', thaw);
byId('unpin').addEventListener('click', unpin);

listen('/api/events', {
  status: status => {
    showStatus(status);
    showRejected(status.rejected);
  },
  nodes: nodes => {
    showNodes(nodes);
    rates.add(Date.now(), nodes);
    showPlots(nodes, Date.now());
  },
  change: addChange,
}, {
  onLost: since => {
    rates.interrupt(Date.now());
    document.body.classList.add('stale');
    say(byId('lost'), `Connection lost since ${clock(since)}, what is shown is old`);
    byId('lost').hidden = false;
  },
  onLive: () => {
    document.body.classList.remove('stale');
    byId('lost').hidden = true;
    loadHistory();
  },
});
watchCluster();
