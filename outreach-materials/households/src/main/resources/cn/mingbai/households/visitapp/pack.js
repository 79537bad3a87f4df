import { tellAll } from './bus.js';
import { call } from './calls.js';
import { end, phone } from './phone.js';
import { all, get, put, remove } from './store.js';

/**
 * The list of households that the current worker needs without a line. It is wiped when the registration ends in whatever
 * way; what was recorded is not in it and stays.
 */
const OLD_MS = 10 * 60 * 1000;

let row = null;
let byId = new Map();
let asking = null;

function take(kept) {
  row = kept;
  byId = new Map();
  for (const village of row === null ? [] : row.pack.villages) {
    for (const household of village.households) {
      byId.set(household.id, { household, village });
    }
  }
}

/** The pack as the server sent it, or null. */
export const pack = () => (row === null ? null : row.pack);

/** When it was fetched or found unchanged, by this phone's clock, or null. */
export const packFetchedAt = () => (row === null ? null : row.fetchedAt);

/** `{household, village}` of a household's id, or null. */
export const placeOf = (id) => byId.get(Number(id)) || null;

/** What the server's clock says now, as far as this phone knows. */
const serverNow = () => Date.now() + (row === null ? 0 : row.ahead);

/** Today in Asia/Shanghai, as yyyy-mm-dd. */
export const today = () => dayOf(serverNow());

/** The day in Asia/Shanghai of an instant. */
export const dayOf = (instant) => new Date(new Date(instant).getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10);

/** The time of day in Asia/Shanghai of an instant, as HH:mm. */
export const timeOf = (instant) => new Date(new Date(instant).getTime() + 8 * 3600 * 1000).toISOString().slice(11, 16);

/** Reads the current worker's pack from the store, and deletes those of everybody else. */
export async function loadPack() {
  const worker = phone();
  for (const other of await all('packs')) {
    if (worker === null || worker.ended !== null || other.person !== worker.person) {
      await remove('packs', other.person);
    }
  }
  take(worker === null || worker.ended !== null ? null : await get('packs', worker.person));
  await wipeWhenExpired();
}

async function wipe() {
  const worker = phone();
  if (worker !== null) {
    await remove('packs', worker.person);
  }
  take(null);
  tellAll('pack');
}

/** Wipes the list when the registration has run out, also without a line. Resolves to whether it did. */
export async function wipeWhenExpired() {
  const worker = phone();
  if (worker === null || worker.ended !== null || row === null || serverNow() < Date.parse(worker.expires)) {
    return false;
  }
  await end(worker.device, 'expired', null);
  await wipe();
  return true;
}

/**
 * Fetches the pack, unless the one at hand is fresh enough.
 *
 * @param {boolean} now whether to ask even if it is
 * @param {number} unsent how many records wait on this phone: the officer sees it, as when somebody else takes over
 * @returns {Promise<string>} `fetched`, `same`, `fresh`, `ended`, `no-line` or `full` when the phone could not keep it
 */
export function refresh(now, unsent) {
  if (asking === null) {
    asking = ask(now, unsent).finally(() => {
      asking = null;
    });
  }
  return asking;
}

async function ask(now, unsent) {
  const worker = phone();
  if (worker === null || worker.ended !== null) {
    return 'ended';
  }
  if (!now && row !== null && Math.abs(Date.now() - row.fetchedAt) < OLD_MS) {
    return 'fresh';
  }
  const answer = await call('GET', '/V/pack?unsent=' + unsent, {
    key: worker.key, headers: row !== null && row.etag ? { 'If-None-Match': row.etag } : {} });
  if (phone() === null || phone().device !== worker.device) {
    return 'ended';
  }
  if (answer.kind === 'refused' && (answer.status === 403 || answer.status === 401)) {
    await end(worker.device, answer.body.problem, answer.body.message);
    await wipe();
    return 'ended';
  }
  if (answer.kind === 'same' && row !== null) {
    return keep({ ...row, fetchedAt: Date.now() }, 'same');
  }
  if (answer.kind === 'ok' && Array.isArray(answer.body.villages)) {
    return keep({
      person: worker.person,
      etag: answer.etag,
      fetchedAt: Date.now(),
      ahead: Date.parse(answer.body.now) - (answer.sentAt + Date.now()) / 2,
      pack: answer.body,
    }, 'fetched');
  }
  return 'no-line';
}

async function keep(fetched, outcome) {
  take(fetched);
  let kept = outcome;
  try {
    await put('packs', fetched);
  } catch (full) {
    kept = 'full';
  }
  tellAll('pack');
  return kept;
}

/** Takes the list off this phone, as on signing out. */
export const wipePack = wipe;
