// Where the page is: #/services/shop, #/nodes/web-3, #/changes/212, #/diff/210..212, #/notes/frozen, #/template/trial, and behind the
// question mark what the list and the changes show: q, sort and changes.

const comers = [];

export const to = (...parts) => `#/${parts.map(part => encodeURIComponent(part)).join('/')}`;

export function here() {
  const [, view = '', id = ''] = location.hash.split('/');
  const shown = new URLSearchParams(location.search);
  return { view, id: decoded(id), q: shown.get('q') ?? '', sort: shown.get('sort') ?? '', changes: shown.get('changes') ?? '' };
}

// The address of nothing in particular; the search stays.
export function leave() {
  if (location.hash !== '') {
    history.pushState(null, '', location.pathname + location.search);
    comers.forEach(come => come(here()));
  }
}

// What is shown, by name: q, sort or changes; empty for all of it.
export function show(name, value) {
  const shown = new URLSearchParams(location.search);
  shown.delete(name);
  if (value !== '') {
    shown.set(name, value);
  }

  // A colon and a slash are allowed there, and are easier to read.
  const query = shown.size === 0 ? '' : `?${shown}`.replaceAll('%3A', ':').replaceAll('%2F', '/');
  history.replaceState(null, '', location.pathname + query + location.hash);
}

export function onCome(come) {
  comers.push(come);
}

export function start() {
  const tell = () => comers.forEach(come => come(here()));
  addEventListener('hashchange', tell);
  addEventListener('popstate', tell);
  tell();
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
