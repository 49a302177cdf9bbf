// The questions the page asks: for the token, for a weight, and whether one is sure.

import { byId, say } from './dom.js';
import { acts } from './live.js';

acts(document.querySelector('#question-dialog .main'));
acts(document.querySelector('#weight-dialog .main'));
acts(byId('own-weight'));
acts(document.querySelector('#canary-dialog .main'));

function open(dialog, answer) {
  return new Promise(resolve => {
    const form = dialog.querySelector('form');
    const cancel = dialog.querySelector('.cancel');
    let result = null;
    const close = () => dialog.close();
    const submit = event => {
      event.preventDefault();
      result = answer(event.submitter);
      dialog.close();
    };
    form.addEventListener('submit', submit);
    cancel.addEventListener('click', close);
    dialog.addEventListener('close', () => {
      form.removeEventListener('submit', submit);
      cancel.removeEventListener('click', close);
      resolve(result);
    }, { once: true });
    dialog.showModal();
  });
}

// { token, name }, the name of the operator empty where none is given; null where it was cancelled.
export async function askToken(why, known) {
  const [field, name] = [byId('token'), byId('operator')];
  say(byId('token-why'), why);
  name.value = known;
  try {
    return await open(byId('token-dialog'), () => ({ token: field.value.trim(), name: name.value.trim() }));
  } finally {
    field.value = '';
  }
}

// { weight, reason }, the weight null for the node's own; null where it was cancelled.
export async function askWeight(name, now) {
  const field = byId('weight');
  say(byId('weight-title'), `Weight of ${name}`);
  field.value = Number.isFinite(now) ? now : '';
  byId('weight-reason').value = '';
  return await open(byId('weight-dialog'), submitter => ({
    weight: submitter === byId('own-weight') ? null : field.valueAsNumber, reason: byId('weight-reason').value.trim(),
  }));
}

// { version, share, reason }; null where it was cancelled.
export async function askCanary(service, versions, now) {
  say(byId('canary-title'), `Canary of ${service}`);
  byId('canary-version').replaceChildren(...versions.map(version => new Option(version, version)));
  byId('canary-version').value = now?.version ?? versions.at(-1);
  byId('canary-share').value = now?.share ?? 10;
  byId('canary-reason').value = '';
  return await open(byId('canary-dialog'), () => ({
    version: byId('canary-version').value, share: byId('canary-share').valueAsNumber, reason: byId('canary-reason').value.trim(),
  }));
}

// { reason }, empty where none is given; null for no. What was given as reason before can be changed.
export async function isSure({ title, text, figure = '', verb, isGrave = false, reason = '' }) {
  const dialog = byId('question-dialog');
  const main = dialog.querySelector('.main');
  say(byId('question-title'), title);
  say(byId('question-text'), text);
  say(byId('question-figure'), figure);
  byId('question-figure').hidden = figure === '';
  say(main, verb);
  main.classList.toggle('grave', isGrave);
  byId('reason').value = reason;
  return await open(dialog, () => ({ reason: byId('reason').value.trim() }));
}
