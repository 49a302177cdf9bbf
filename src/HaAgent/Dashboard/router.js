// Where the page is: #/services/shop, #/nodes/web-3, #/changes/212, #/diff/210..212, #/notes/frozen, and ?q= for the search.

const comers = [];

export const to = (...parts) => `#/${parts.map(part => encodeURIComponent(part)).join('/')}`;

export function here() {
  const [, view = '', id = ''] = location.hash.split('/');
  return { view, id: decoded(id), q: new URLSearchParams(location.search).get('q') ?? '' };
}

// The address of nothing in particular; the search stays.
export function leave() {
  if (location.hash !== '') {
    history.pushState(null, '', location.pathname + location.search);
    comers.forEach(come => come(here()));
  }
}

export function search(q) {
  const query = q === '' ? '' : `?q=${encodeURIComponent(q)}`;
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
