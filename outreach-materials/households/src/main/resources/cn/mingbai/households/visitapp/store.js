/**
 * What the phone keeps: IndexedDB, or, where that is refused or does not answer, only this page's memory; `isLasting` tells
 * which. Every change is one transaction, and resolves only when it is written down.
 */
const NAME = 'mingbai-visits';
const VERSION = 1;
/** The tables and the field that tells their rows apart. */
const TABLES = { settings: 'name', phones: 'device', packs: 'person', records: 'id', photos: 'id' };
/** Some browsers' IndexedDB never answers after the page was in the background; nothing waits for it longer. */
const PATIENCE_MS = 5000;

let opening = null;
let memory = null;

function database() {
  if (opening === null) {
    opening = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        for (const [table, key] of Object.entries(TABLES)) {
          if (!request.result.objectStoreNames.contains(table)) {
            request.result.createObjectStore(table, { keyPath: key });
          }
        }
      };
      request.onsuccess = () => {
        // A newer version of the app in another page: this one lets go and opens again when it next needs to.
        request.result.onversionchange = () => {
          request.result.close();
          opening = null;
        };
        request.result.onclose = () => {
          opening = null;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('blocked'));
    });
  }
  return opening;
}

function patiently(promise) {
  let timer;
  return Promise.race([promise, new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('silent')), PATIENCE_MS);
  })]).finally(() => clearTimeout(timer));
}

async function transact(table, mode, task) {
  const open = await database();
  return new Promise((resolve, reject) => {
    let answer;
    let transaction;
    try {
      transaction = open.transaction(table, mode, mode === 'readwrite' ? { durability: 'strict' } : undefined);
    } catch (lost) {
      reject(lost);
      return;
    }
    transaction.oncomplete = () => resolve(answer);
    transaction.onabort = () => reject(transaction.error || new Error('aborted'));
    task(transaction.objectStore(table), (value) => {
      answer = value;
    }, transaction);
  });
}

async function work(table, mode, task) {
  try {
    return await patiently(transact(table, mode, task));
  } catch (failed) {
    if (failed.name !== 'InvalidStateError' && failed.message !== 'silent') {
      throw failed;
    }
    // The connection was taken away: once more, with a new one.
    opening = null;
    return patiently(transact(table, mode, task));
  }
}

/** A table in memory, for browsers that keep nothing. */
function tableOf(name) {
  if (!memory.has(name)) {
    memory.set(name, new Map());
  }
  return memory.get(name);
}

/** Opens the store. Resolves to whether it lasts. */
export async function openStore() {
  try {
    await work('settings', 'readonly', (table, done) => {
      const request = table.count();
      request.onsuccess = () => done(request.result);
    });
    memory = null;
  } catch (refused) {
    memory = new Map();
  }
  return memory === null;
}

/** Whether what is kept outlives the page. */
export const isLasting = () => memory === null;

/** The row, or null. */
export async function get(table, key) {
  if (memory !== null) {
    return tableOf(table).get(key) || null;
  }
  return work(table, 'readonly', (rows, done) => {
    const request = rows.get(key);
    request.onsuccess = () => done(request.result === undefined ? null : request.result);
  });
}

/** All rows. */
export async function all(table) {
  if (memory !== null) {
    return [...tableOf(table).values()];
  }
  return work(table, 'readonly', (rows, done) => {
    const request = rows.getAll();
    request.onsuccess = () => done(request.result);
  });
}

/** Writes a row, over an earlier one of the same key. */
export async function put(table, row) {
  if (memory !== null) {
    tableOf(table).set(row[TABLES[table]], row);
    return;
  }
  await work(table, 'readwrite', (rows) => rows.put(row));
}

/** Writes a row unless there is one of its key. Resolves to whether it was written. */
export async function add(table, row) {
  if (memory !== null) {
    if (tableOf(table).has(row[TABLES[table]])) {
      return false;
    }
    tableOf(table).set(row[TABLES[table]], row);
    return true;
  }
  return work(table, 'readwrite', (rows, done) => {
    done(true);
    const request = rows.add(row);
    request.onerror = (event) => {
      if (request.error.name === 'ConstraintError') {
        // There is one already, which is an answer and no failure.
        event.preventDefault();
        event.stopPropagation();
        done(false);
      }
    };
  });
}

/**
 * Reads rows and writes what `change_` makes of each, with nobody in between: a row, the same to leave it, or null to delete
 * it; what is not there is passed over. All in one transaction. Resolves to what is there afterwards, by key.
 */
export async function changeAll(table, keys, change_) {
  const afterwards = new Map();
  if (memory !== null) {
    for (const key of keys) {
      const before = tableOf(table).get(key);
      const after = before === undefined ? null : change_({ ...before });
      if (after === null) {
        tableOf(table).delete(key);
      } else {
        tableOf(table).set(key, after);
        afterwards.set(key, after);
      }
    }
    return afterwards;
  }
  if (keys.length === 0) {
    return afterwards;
  }
  return work(table, 'readwrite', (rows, done) => {
    done(afterwards);
    for (const key of keys) {
      const request = rows.get(key);
      request.onsuccess = () => {
        const after = request.result === undefined ? null : change_(request.result);
        if (after !== null) {
          rows.put(after);
          afterwards.set(key, after);
        } else if (request.result !== undefined) {
          rows.delete(key);
        }
      };
    }
  });
}

/** The same for one row. Resolves to what is there afterwards, or null. */
export async function change(table, key, change_) {
  return (await changeAll(table, [key], change_)).get(key) || null;
}

/** Deletes a row. */
export async function remove(table, key) {
  if (memory !== null) {
    tableOf(table).delete(key);
    return;
  }
  await work(table, 'readwrite', (rows) => rows.delete(key));
}

/** A setting's value, or null. */
export async function setting(name) {
  const row = await get('settings', name);
  return row === null ? null : row.value;
}

/** Keeps a setting; whatever structured clone can copy. */
export const keepSetting = (name, value) => put('settings', { name, value });
