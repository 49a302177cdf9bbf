// A unified difference as lines; of a line that was replaced, the words that differ are marked.

import { el, say, words } from './dom.js';

export function differing(text) {
  if (text.trim() === '') {
    return ['The two are the same.'];
  }

  const lines = text.replace(/\n$/, '').split('\n').map(content => ({ content, kind: kindOf(content), parts: null }));
  for (let at = 0; at < lines.length;) {
    const removed = run(lines, at, 'removed');
    const added = run(lines, at + removed.length, 'added');
    if (removed.length === added.length) {
      removed.forEach((line, index) => [line.parts, added[index].parts] = marked(line.content, added[index].content));
    }

    at += Math.max(1, removed.length + added.length);
  }

  return lines.map(({ content, kind, parts }) => {
    const line = el('span', { class: `line ${kind}` });
    if (parts) {
      const [start, middle, end] = parts;
      line.append(start, ...(middle ? [words('mark', null, middle)] : []), `${end}\n`);
    } else {
      say(line, `${content}\n`);
    }

    return line;
  });
}

function run(lines, from, kind) {
  let to = from;
  while (lines[to]?.kind === kind) {
    to++;
  }

  return lines.slice(from, to);
}

// What both begin with, what differs, what both end with; the sign before them stays outside.
function marked(before, after) {
  const [a, b] = [before, after].map(line => line.slice(1).split(/(\s+)/));
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) {
    start++;
  }

  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) {
    end++;
  }

  return [[before[0], a], [after[0], b]].map(([sign, all]) => [
    sign + all.slice(0, start).join(''), all.slice(start, all.length - end).join(''), all.slice(all.length - end).join('')]);
}

const kindOf = line =>
  /^(\+\+\+|---)( |$)/.test(line) ? 'file'
    : line.startsWith('@@') ? 'place'
    : line.startsWith('+') ? 'added'
    : line.startsWith('-') ? 'removed'
    : 'same';
