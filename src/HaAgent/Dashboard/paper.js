// The sheet beside the changes: a configuration, or the difference of two.

import { byId, el, say } from './dom.js';
import { rollBack } from './actions.js';

let asked = 0;
let shown = null;

byId('close-paper').addEventListener('click', () => {
  asked++;
  byId('paper').hidden = true;
});
byId('rollback').addEventListener('click', () => rollBack(shown));

export const showConfiguration = (revision, read) => show(`Configuration of revision ${revision}`, revision, read, text => [text]);

export const showDifference = (a, b, read) => show(`From revision ${a} to ${b}`, null, read, differing);

async function show(title, revision, read, render) {
  const mine = ++asked;
  const paper = byId('paper');
  const content = paper.querySelector('pre');
  shown = revision;
  say(paper.querySelector('h3'), title);
  content.replaceChildren('…');
  byId('rollback').hidden = revision === null;
  paper.hidden = false;
  let parts;
  try {
    parts = render(await read());
  } catch (error) {
    parts = [`Unknown: ${error.message}`];
  }

  // Another may have been asked for meanwhile.
  if (mine === asked) {
    content.replaceChildren(...parts);
    paper.scrollIntoView({ block: 'nearest' });
  }
}

function differing(text) {
  if (text.trim() === '') {
    return ['The two are the same.'];
  }

  return text.replace(/\n$/, '').split('\n').map(content => {
    const line = el('span', { class: `line ${kindOf(content)}` });
    say(line, `${content}\n`);
    return line;
  });
}

const kindOf = line =>
  /^(\+\+\+|---)( |$)/.test(line) ? 'file'
    : line.startsWith('@@') ? 'place'
    : line.startsWith('+') ? 'added'
    : line.startsWith('-') ? 'removed'
    : 'same';
