// What a template would do with the nodes of now: the agent and its HAProxy say it, and nothing is applied.

import { ask, getText, NEEDED, Withheld } from './api.js';
import { block, button } from './change-drawer.js';
import { between, differing } from './diff.js';
import { el, words } from './dom.js';
import { register } from './drawer.js';
import { isKnown, text } from './format.js';
import { acts } from './live.js';
import { model } from './model.js';

const ID = 'trial';
const PLANS = { nothing: 'Nothing would change', runtime: 'Without a reload', reload: 'By a reload' };

register('template', id => {
  const field = el('textarea', { id: 'template', rows: 12, spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'template-how' });
  const file = el('input', { id: 'template-file', type: 'file' });
  const result = el('div', { 'aria-live': 'polite' });
  const tryIt = acts(button('Try it', run));
  tryIt.className = 'main';
  let runs = 0;
  // Who chooses none keeps what is there.
  file.addEventListener('change', async () => {
    if (file.files[0]) {
      field.value = await file.files[0].text();
    }
  });

  async function run() {
    const run = ++runs;
    const say = (...parts) => run === runs && result.replaceChildren(...parts);
    if (field.value.trim() === '') {
      say(words('p', 'bad-text', 'The template is empty: paste one, or choose its file.'));
      return;
    }

    say(words('p', 'minor-text', 'HAProxy is asked…'));
    try {
      const request = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: field.value };
      const answer = await (await ask('/api/render', request, NEEDED)).json();
      say(...await shown(answer));
    } catch (error) {
      say(...(error instanceof Withheld ? [] : [words('p', 'bad-text', text(error.message))]));
    }
  }

  const element = el('div', {},
    words('p', null, 'With the nodes of now. Nothing is applied.'),
    Object.assign(words('label', null, 'A file'), { htmlFor: 'template-file' }), file,
    Object.assign(words('label', null, 'The template'), { htmlFor: 'template' }), field,
    Object.assign(words('p', 'fine', 'Snippets are those in force. It is taken up once it is the file of HaProxy:TemplatePath.'),
      { id: 'template-how' }),
    el('div', { class: 'buttons' }, tryIt), result);
  return id === ID ? { title: 'Try a template', isWide: true, element } : { title: text(null), element: el('div') };
});

async function shown({ text: config, verdict, plan, errors }) {
  const refused = isKnown(errors) ? ['It cannot be rendered.', errors] : isKnown(verdict) ? ['HAProxy refuses it.', verdict] : null;
  const before = await getText(`/api/history/${encodeURIComponent(model.status?.revisionApplied)}/config`).catch(() => null);
  const verdictLine = el('p', {}, words('strong', refused ? 'bad-text' : null, refused ? refused[0] : 'HAProxy takes it.'));
  const planned = refused || !plan ? [] : [words('p', null, [PLANS[plan.by] ?? text(plan.by), plan.by === 'nothing' ? '' : plan.what]
    .filter(Boolean).join(': '))];
  const commands = plan?.commands?.length > 0 && !refused
    ? [words('h3', null, 'Commands'), block(plan.commands.join('\n'), 'Commands')] : [];
  const output = block('', 'What it makes');
  const isCompared = isKnown(config) && before !== null;
  output.replaceChildren(...(isCompared ? differing(between(before, config)) : [text(config)]));
  return [
    verdictLine, ...planned, ...(refused ? [block(refused[1], 'The message')] : []), ...commands,
    ...(isKnown(config) ? [words('h3', null, isCompared ? 'Against the configuration in force' : 'Configuration'), output] : []),
  ];
}
