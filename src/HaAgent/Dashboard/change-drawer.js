// A change with its configuration, and the difference of two.

import { rollBack } from './actions.js';
import { getText } from './api.js';
import { differing } from './diff.js';
import { el, say, words } from './dom.js';
import { register } from './drawer.js';
import { text, when } from './format.js';
import { acts } from './live.js';
import { model } from './model.js';
import { author, before, cause, how } from './timeline.js';

register('changes', revision => {
  const paper = sheet(`Configuration of revision ${revision}`, `/api/history/${encodeURIComponent(revision)}/config`, content => [content]);
  const [facts, commands, compare] = [el('dl', { class: 'facts' }), el('div'), words('a', 'button', 'Compare with the one before')];
  const pin = button('Pin this template', () => rollBack(revision));
  const buttons = el('div', { class: 'buttons' }, compare, pin, ...paper.tools);
  let shown = null;

  // The history may come later than the address.
  const update = () => {
    acts(pin, String(model.status?.revisionApplied) === revision);
    const change = find(revision);
    const last = change && before(change.revision);
    compare.hidden = !last;
    if (change && change !== shown) {
      shown = change;
      compare.href = `#/diff/${last?.revision}..${revision}`;
      facts.replaceChildren(...factsOf(change));
      const has = change.commands?.length > 0;
      commands.replaceChildren(...(has ? [words('h3', null, 'Commands'), block(change.commands.join('\n'), 'Commands')] : []));
    }
  };

  const element = el('div', {}, facts, buttons, commands, words('h3', null, 'Configuration'), paper.element);
  return { title: `Revision ${revision}`, isWide: true, element, update };
});

register('diff', range => {
  const [from, to] = range.split('..');
  const paper = sheet(`From revision ${from} to ${to}`, `/api/diff?${new URLSearchParams({ from, to })}`, differing);
  const why = el('p');
  const update = () => say(why, find(to) ? `${cause(find(to))}, ${when(find(to).at)}` : '');
  const element = el('div', {}, why, el('div', { class: 'buttons' }, ...paper.tools), paper.element);
  return { title: `From revision ${text(from)} to ${text(to)}`, isWide: true, element, update };
});

const find = revision => model.changes.find(one => String(one.revision) === revision);

const factsOf = change => [
  ['Cause', cause(change)], ['By', author(change) || 'the cluster'], ['When', when(change.at)],
  [change.by === 'command' ? 'Reason' : 'How', how(change)],
  ['Result', text(change.result)], ['Failure', change.failure],
].filter(([, value]) => value).map(([name, value]) => el('div', {}, words('dt', null, name), words('dd', null, value)));

function sheet(label, path, render) {
  const element = block('…', label);
  let all = '';
  const copy = button('Copy', () => navigator.clipboard?.writeText(all));
  copy.hidden = !navigator.clipboard;
  const wrap = button('Wrap lines', () => wrap.setAttribute('aria-pressed', String(element.classList.toggle('wrapped'))));
  wrap.setAttribute('aria-pressed', 'false');
  getText(path).then(content => {
    all = content;
    element.replaceChildren(...render(content));
  }, error => element.replaceChildren(`Unknown: ${error.message}`));
  return { element, tools: [copy, wrap] };
}

export function block(content, label) {
  const pre = words('pre', null, content);
  pre.tabIndex = 0;
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', label);
  return pre;
}

export function button(label, give) {
  const made = Object.assign(words('button', null, label), { type: 'button' });
  made.addEventListener('click', give);
  return made;
}
