/**
 * What the browser keeps of an attempt, so that it survives closing: one record for each page (attempt and tab), in
 * IndexedDB, or in localStorage where that is refused or does not answer. A record is plain data with `key`, `attempt`,
 * `tab`, `door` and `keptAt`. Of two records with one key the one in localStorage is newer: it is written only when
 * IndexedDB failed, and goes when IndexedDB has a newer one.
 */
const NAME = 'mingbai-answers';
const TABLE = 'pages';
const PREFIX = NAME + ':';
const LONGEST_DAYS = 30;
/** Some browsers' IndexedDB never answers after the page was in the background; nothing waits for it longer. */
const PATIENCE_MS = 2000;

let opened = null;
let silent = false;

function database() {
  if (opened === null) {
    opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
  }
  return opened;
}

async function transact(mode, task) {
  const database_ = await database();
  return new Promise((resolve, reject) => {
    const transaction = database_.transaction(TABLE, mode);
    const request = task(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function work(mode, task) {
  if (silent) {
    throw new Error('silent');
  }
  let timer;
  try {
    return await Promise.race([transact(mode, task), new Promise((resolve, reject) => {
      timer = setTimeout(() => {
        silent = true;
        reject(new Error('silent'));
      }, PATIENCE_MS);
    })]);
  } catch (failed) {
    // The connection may have been taken away: the next time a new one is tried.
    opened = null;
    throw failed;
  } finally {
    clearTimeout(timer);
  }
}

function locals() {
  const found = [];
  try {
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index);
      if (key.startsWith(PREFIX)) {
        found.push(JSON.parse(localStorage.getItem(key)));
      }
    }
  } catch (refused) {
    // Private windows of some browsers refuse both stores.
  }
  return found.filter((record) => record !== null);
}

function forgetLocal(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch (refused) {
    // Then it was never there.
  }
}

/** Keeps a record. Resolves to whether it is kept. */
export async function keep(record) {
  try {
    await work('readwrite', (table) => table.put(record));
    forgetLocal(record.key);
    return true;
  } catch (refused) {
    try {
      localStorage.setItem(PREFIX + record.key, JSON.stringify(record));
      return true;
    } catch (alsoRefused) {
      return false;
    }
  }
}

/** All records, also those of other attempts. */
export async function all() {
  let found = [];
  try {
    found = await work('readonly', (table) => table.getAll());
  } catch (refused) {
    // The others are asked all the same.
  }
  const newer = locals();
  const known = new Set(newer.map((record) => record.key));
  return found.filter((record) => !known.has(record.key)).concat(newer);
}

/** Forgets these records. */
export async function forget(keys) {
  for (const key of keys) {
    try {
      await work('readwrite', (table) => table.delete(key));
    } catch (refused) {
      // Then it was never there.
    }
    forgetLocal(key);
  }
}

/** Forgets what nobody came back for within a month. */
export async function tidy() {
  const oldest = Date.now() - LONGEST_DAYS * 86400000;
  await forget((await all()).filter((record) => !(record.keptAt > oldest)).map((record) => record.key));
}
