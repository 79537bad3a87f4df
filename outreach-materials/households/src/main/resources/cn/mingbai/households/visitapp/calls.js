const PATIENCE_MS = 20000;

/**
 * Asks the server. Never fails: what came is told by `kind`.
 *
 * - `ok`: 2xx in our JSON, with `body`; `same`: 304;
 * - `refused`: this server's own refusal, with `status` and `body` (its `problem` says which, its `message` to a person);
 * - `busy`: no answer, or one that asking again may change; `waitMs` if the server named a time, `full` if it has no room;
 * - `signed-out`: the log-in page would have come, where `session` was asked for.
 *
 * What stands between may answer in the server's place: the sign-in page of a guest network, a proxy's apology, nothing at
 * all under 200. Only what reads like an answer of ours is one.
 *
 * @param {{key?: string, body?: object, bytes?: ArrayBuffer, type?: string, headers?: object, session?: boolean,
 *   patienceMs?: number}} options `body` goes as JSON, `bytes` as they are, of media type `type`; `session` sends the cookie
 *   of who is signed in; everything else shows a key and no cookie
 */
export async function call(method, path, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), options.patienceMs || PATIENCE_MS);
  const sentAt = Date.now();
  try {
    const headers = { Accept: 'application/json', ...options.headers };
    if (options.key) {
      headers.Authorization = 'Bearer ' + options.key;
    }
    if (options.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    } else if (options.bytes !== undefined) {
      headers['Content-Type'] = options.type;
    }
    const response = await fetch(path, {
      method,
      headers,
      body: options.body === undefined ? options.bytes : JSON.stringify(options.body),
      cache: 'no-store',
      credentials: options.session ? 'same-origin' : 'omit',
      redirect: options.session ? 'manual' : 'error',
      referrerPolicy: 'no-referrer',
      signal: patience.signal,
    });
    if (response.type === 'opaqueredirect') {
      return { kind: 'signed-out', status: 0, body: {}, waitMs: 0 };
    }
    if (response.status === 304) {
      return { kind: 'same', status: 304, body: {}, sentAt, waitMs: 0 };
    }
    const body = readable(await response.text());
    if (response.ok && body !== null) {
      return { kind: 'ok', status: response.status, body, etag: response.headers.get('ETag'), sentAt, waitMs: 0 };
    }
    if (body !== null && typeof body.problem === 'string' && typeof body.message === 'string'
      && [400, 401, 403, 404, 409, 413, 422].includes(response.status)) {
      return { kind: 'refused', status: response.status, body, waitMs: 0 };
    }
    const wait = Number(response.headers.get('Retry-After'));
    return {
      kind: 'busy',
      status: response.status,
      body: {},
      waitMs: wait > 0 ? Math.min(wait, 60) * 1000 : 0,
      full: response.status === 507 && body !== null && body.problem === 'disk-full',
    };
  } catch (unreachable) {
    return { kind: 'busy', status: 0, body: {}, waitMs: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** An object in JSON, or null. */
function readable(text) {
  try {
    const read = JSON.parse(text);
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? read : null;
  } catch (unreadable) {
    return null;
  }
}
