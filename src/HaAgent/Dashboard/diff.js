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

// What both begin with, what differs, what both end with; the sign before them stays outside. Nothing where all differs.
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

  if (![...a.slice(0, start), ...a.slice(a.length - end)].some(word => word.trim())) {
    return [null, null];
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

const AROUND = 3;
const MOST = 4_000_000;

// The lines of two texts as a unified difference, with three lines around what differs. The longest common lines stay.
export function between(before, after) {
  const [a, b] = [before, after].map(text => text.replace(/\n$/, '').split('\n'));
  const lines = [];
  let [start, end] = [0, 0];
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) {
    start++;
  }

  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) {
    end++;
  }

  a.slice(0, start).forEach(line => lines.push(` ${line}`));
  lines.push(...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)));
  a.slice(a.length - end).forEach(line => lines.push(` ${line}`));
  const isNear = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(line => line[0] !== ' '));
  return lines.flatMap((line, at) => (!isNear[at] ? [] : at > 0 && !isNear[at - 1] ? ['@@', line] : [line])).join('\n');
}

function middle(a, b) {
  if (a.length * b.length > MOST) {
    return [...a.map(line => `-${line}`), ...b.map(line => `+${line}`)];
  }

  // How many lines the rests from each place have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }

  const lines = [];
  for (let [i, j] = [0, 0]; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(` ${a[i++]}`);
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) {
      lines.push(`-${a[i++]}`);
    } else {
      lines.push(`+${b[j++]}`);
    }
  }

  return lines;
}
