// What an operator has to know beside health, in one line that is always there; each opens with all of it.

import { thaw, unpin } from './actions.js';
import { byId, el, KeyedList, say, setClass, words } from './dom.js';
import { register } from './drawer.js';
import { age, byWhom, isKnown, number, text, when } from './format.js';
import { acts } from './live.js';
import { model, onTold } from './model.js';
import { to } from './router.js';
import { needsLook } from './certificates.js';

const list = new KeyedList(byId('notes'), ({ id }) => {
  const [item, link] = [el('li'), el('a', { href: to('notes', id) })];
  item.append(link);
  return {
    element: item,
    update: note => {
      say(link, note.title);
      setClass(link, `note ${note.tone}`);
    },
  };
});

onTold(() => {
  if (model.status) {
    const notes = notesOf(model.status);
    byId('no-notes').hidden = notes.length > 0;
    list.show(notes, note => note.id);
  }
});

const titles = {
  frozen: 'Frozen', pinned: 'Pinned', template: 'Template', certificates: 'Certificates', failure: 'Last failure',
  history: 'History',
};

register('notes', id => {
  const [body, output, hint] = [el('p'), el('pre', { tabindex: 0, 'aria-label': 'The message' }), el('p', { class: 'minor-text' })];
  const buttons = el('div', { class: 'buttons' });
  const update = () => {
    const note = model.status && notesOf(model.status).find(one => one.id === id);
    say(body, note ? note.text : model.status ? 'This is over.' : '');
    say(output, note?.output ?? '');
    output.hidden = !note?.output;
    say(hint, note?.hint ?? '');
    if (Boolean(note?.action) !== buttons.hasChildNodes()) {
      buttons.replaceChildren(...(note?.action ? [act(note.action)] : []));
    }
  };
  return { title: titles[id] ?? id, element: el('div', {}, body, output, hint, buttons), update };
});

function act([label, give]) {
  const button = acts(Object.assign(words('button', null, label), { type: 'button' }));
  button.addEventListener('click', give);
  return button;
}

const notesOf = status => [
  failure(status), template(status.template?.candidate), frozen(status.frozen), pinned(status.pinned), certificates(status.certificates),
  unwritten(status.historyFault),
].filter(Boolean);

function unwritten(fault) {
  return isKnown(fault) && {
    id: 'history', tone: 'warn', title: 'The history is not on the disk', output: text(fault),
    text: 'Changes go on; their rows are in memory until the disk takes them. Make room, or let the agent write there.',
  };
}

function frozen(told) {
  const held = (told?.held ?? []).join(', ');
  const whose = isKnown(told?.by) ? ` on all agents ${byWhom(told)}` : `: ${text(told?.why)}`;
  return told && {
    id: 'frozen', tone: 'warn', title: `Membership frozen${isKnown(told.by) ? ` by ${told.by}` : whose}`, action: ['Thaw', thaw],
    text: `Membership frozen ${age(told.since, model.at)} ago (${when(told.since)})${whose}. `
      + (held ? `Kept in HAProxy: ${held}.` : 'No node is lost.'),
  };
}

function pinned(told) {
  return told && {
    id: 'pinned', tone: 'info', title: `Template pinned to revision ${number(told.revision)}`, action: ['Unpin', unpin],
    text: `HAProxy keeps the template of revision ${number(told.revision)} since ${when(told.since)}: another one is not taken up. `
      + `Nodes come and go as always.${isKnown(told.by) ? ` Pinned ${byWhom(told)}.` : ''}`,
  };
}

function template(told) {
  if (!told) {
    return null;
  }

  const whom = isKnown(told.agent) ? told.agent : '';
  const isBad = told.stage === 'Refused' || told.stage === 'Stopped';
  const ago = age(told.since, model.at);
  const stage = `${text(told.stage).toLowerCase()}${whom && ` for ${whom}`}`;
  const end = told.stage === 'Refused' ? 'refused' : `stopped by ${text(whom)}`;
  return {
    id: 'template', tone: isBad ? 'bad' : 'info', output: told.why ?? '',
    title: isBad ? `Template ${end}` : `Template: ${stage}`,
    text: isBad
      ? `Template ${text(told.source)} was ${end} ${ago} ago. HAProxy keeps using the previous one.`
      : `Template ${text(told.source)}: ${stage} since ${ago}.`,
  };
}

function certificates(told) {
  const files = (told?.files ?? []).filter(needsLook);
  if (!told || (told.serving === true && !isKnown(told.why) && files.length === 0)) {
    return null;
  }

  return {
    id: 'certificates', tone: told.serving === true ? 'warn' : 'bad',
    title: told.serving === true ? `${number(files.length)} certificate${files.length === 1 ? '' : 's'} to look at`
      : told.serving === false ? 'Clients are not served by TLS' : 'Whether clients are served by TLS is unknown',
    text: `${isKnown(told.why) ? `${told.why}. ` : ''}The table of certificates has each file.`,
  };
}

function failure({ lastFailure: told, phase }) {
  return told && {
    id: 'failure', tone: phase === 'Failing' ? 'bad' : 'neutral', output: text(told.output), hint: told.hint ?? '',
    title: `${phase === 'Failing' ? 'Cannot apply' : 'Past failure'}: revision ${number(told.revision)} at ${text(told.stage)}`,
    text: `Revision ${number(told.revision)} failed at ${text(told.stage)}, ${when(told.at)}. `
      + (phase === 'Failing' ? 'HAProxy keeps running what it had.' : ''),
  };
}
