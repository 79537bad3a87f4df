/*
 * Keeps the shell and its files on the phone, all of one version, so that the app opens without a line. It touches no call:
 * what is recorded is sent by the page, and only the page knows what was answered.
 */
const CACHE = 'mingbai-visits-' + VERSION;
const SHELL = '/V/';
const PAGE = /^\/[Vv]\/([0-9A-Za-z]{26})?$/;

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES);
    const shell = await fetch(SHELL, { cache: 'no-store', credentials: 'omit', redirect: 'error' });
    const text = await shell.clone().text();
    // A guest network's page instead of ours, or a shell of another version, is no shell for these files.
    if (!shell.ok || !text.includes('/V/app/' + VERSION + '/')) {
      throw new Error('expected the shell of version ' + VERSION);
    }
    await cache.put(SHELL, shell);
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('mingbai-visits-') && name !== CACHE) {
        await caches.delete(name);
      }
    }
    await self.clients.claim();
  })());
});

self.addEventListener('message', (event) => {
  if (event.data === 'use') {
    self.skipWaiting();
  }
});

self.addEventListener('fetch', (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== 'GET' || address.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === 'navigate' && PAGE.test(address.pathname)) {
    event.respondWith(kept(SHELL, event.request));
  } else if (address.pathname.startsWith('/V/app/')) {
    event.respondWith(kept(address.pathname, event.request));
  }
});

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  const before = await cache.match(path);
  if (before !== undefined) {
    return before;
  }
  const answer = await fetch(request);
  // What only some phones need, such as the reader of codes, is kept when it was first needed.
  if (answer.ok && path.startsWith('/V/app/' + VERSION + '/')) {
    await cache.put(path, answer.clone()).catch(() => {});
  }
  return answer;
}
