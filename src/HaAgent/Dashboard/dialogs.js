// The two questions the page asks: for the token, and whether one is sure.

import { byId, say } from './dom.js';

function open(dialog, answer) {
  return new Promise(resolve => {
    const form = dialog.querySelector('form');
    const cancel = dialog.querySelector('.cancel');
    let result = null;
    const close = () => dialog.close();
    const submit = event => {
      event.preventDefault();
      result = answer();
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

export async function askToken(why) {
  const field = byId('token');
  say(byId('token-why'), why);
  try {
    return await open(byId('token-dialog'), () => field.value.trim());
  } finally {
    field.value = '';
  }
}

export async function isSure(title, text, verb) {
  const dialog = byId('question-dialog');
  say(byId('question-title'), title);
  say(byId('question-text'), text);
  say(dialog.querySelector('.main'), verb);
  return await open(dialog, () => true) === true;
}
