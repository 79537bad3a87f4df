import { ServerClock } from './clock.js';

const PATIENCE_MS = 15000;

/** The page's own path, `/Q/` and the token; everything is asked for below it. */
export const door = location.pathname.replace(/\/+$/, '');

/**
 * Asks the server. Never fails: what came is told by `kind`.
 *
 * - `ok`: 2xx, with `body`;
 * - `refused`: 4xx of this server that asking again would not change, with `status` and `body` (its `problem` says which);
 * - `busy`: no answer, or one that asking again may change; `waitMs` if the server named a time.
 *
 * What stands between may answer in the server's place: a sign-in page of the hotel's Wi-Fi, a proxy's apology, nothing
 * at all under 200. Only what reads like an answer of ours is one.
 *
 * @returns {Promise<{kind: string, status: number, body: object, sentAt: number, waitMs: number}>}
 */
export async function call(method, path, body) {
  const sentAt = ServerClock.mark();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(door + path, {
      method,
      headers: body === undefined ? { Accept: 'application/json' }
        : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: patience.signal,
    });
    const text = await response.text();
    const read = response.status === 204 ? {} : readable(text);
    if (response.ok && read !== null) {
      return { kind: 'ok', status: response.status, body: read, sentAt, waitMs: 0 };
    }
    if (read !== null && read.problem && [400, 401, 403, 404, 409, 410, 413, 422].includes(response.status)) {
      return { kind: 'refused', status: response.status, body: read, sentAt, waitMs: 0 };
    }
    const wait = Number(response.headers.get('Retry-After'));
    return { kind: 'busy', status: response.status, body: {}, sentAt, waitMs: wait > 0 ? Math.min(wait, 60) * 1000 : 0 };
  } catch (unreachable) {
    return { kind: 'busy', status: 0, body: {}, sentAt, waitMs: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** An object in JSON, or null. */
function readable(text) {
  try {
    const read = JSON.parse(text);
    return typeof read === 'object' ? read : null;
  } catch (unreadable) {
    return null;
  }
}
