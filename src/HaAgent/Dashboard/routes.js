// Which service answers a path, as HAProxy looks it up: the longest route that fits, one with a host before one without. Pure.

const folder = path => (path.endsWith('/') ? path : `${path}/`);

// The name of the service; null where no route fits. asked is /path or host/path, with or without http:// before it.
export function answering(services, asked) {
  const [, host, path] = /^(?:https?:\/\/)?([^/:?#]*)(?::\d+)?([^?#]*)/.exec(asked);
  const routes = services.flatMap(({ name, routes = [] }) => routes.map(route => ({ name, key: folder(route) })));
  const longest = key => routes.filter(route => key.startsWith(route.key))
    .reduce((best, route) => (route.key.length > (best?.key.length ?? 0) ? route : best), null);
  return (host && longest(host.toLowerCase() + folder(path)) || longest(folder(path)))?.name ?? null;
}
