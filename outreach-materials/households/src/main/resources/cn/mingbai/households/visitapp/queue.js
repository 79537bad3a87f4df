import { tellAll } from './bus.js';
import { uuid } from './ids.js';
import { dayOf, placeOf } from './pack.js';
import { allPhones, phone } from './phone.js';
import { add, all, change, changeAll, isLasting, remove } from './store.js';

/**
 * What was recorded on this phone. A record is kept here before anything is sent, under the name of the worker who made it,
 * and stays for a month after the server has answered.
 *
 * A row is `{id, person, device, worker, at, record, about, state, holdUntil, receipt, status, reason, sentAt}`. `record` is
 * what is sent, `about` what a list on paper says of it. `state` is `waiting`, `sent` (the server has it; `status` says
 * how, `sentWith` which registration) or `refused` (the server will not have it; `reason` says why).
 */
const KEPT_DAYS = 30;
/** So long a record can be taken back before it is sent. */
export const HOLD_MS = 6000;

let rows = [];
/** Those that the phone could not keep: they live as long as the page, and are sent as soon as they can be. */
const unkept = new Map();

/** All rows of this phone, the newest first. */
export const records = () => rows;

/** Those of the current worker. */
export function own() {
  const worker = phone();
  return worker === null ? [] : rows.filter((row) => row.person === worker.person);
}

/** Those that wait under other names: `[{worker, count}]`. */
export function others() {
  const worker = phone();
  const counts = new Map();
  for (const row of rows) {
    if (row.state === 'waiting' && (worker === null || row.person !== worker.person)) {
      const before = counts.get(row.person) || { worker: row.worker, count: 0 };
      counts.set(row.person, { worker: row.worker, count: before.count + 1 });
    }
  }
  return [...counts.values()];
}

/** Whether the phone could not keep this record. */
export const isUnkept = (id) => unkept.has(id);

export const hasUnkept = () => [...unkept.values()].some((row) => row.state === 'waiting');

/** Reads the store again, as after another page changed it. */
export async function loadRecords() {
  const kept = await all('records');
  for (const row of kept) {
    unkept.delete(row.id);
  }
  rows = kept.concat([...unkept.values()]).sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** What a list on paper says of a record: enough to enter it by hand. */
function about(record) {
  const place = record.household === undefined ? null : placeOf(record.household);
  if (place !== null) {
    const { household, village } = place;
    return { village: village.name, group: household.group, number: household.number, head: household.head };
  }
  const ticked = (record.households || []).map(placeOf).filter((one) => one !== null);
  return {
    village: ticked.length > 0 ? ticked[0].village.name : null,
    group: record.group || null,
    number: record.number || null,
    head: record.head || null,
    numbers: ticked.map((one) => one.household.number),
  };
}

/**
 * Keeps a record. It is on the phone when this resolves to true; false means that the phone could not keep it, and it is
 * only in this page until it is sent. The same id again changes nothing.
 *
 * @param record as `docs/visit-app-api.md` says; `id` and `at` are added where they are missing
 * @param {{hold?: boolean, about?: object}} options `hold` leaves a moment to take it back, `about` is what a list on paper
 *   says of a record whose household is not in the list
 */
export async function put(record, options = {}) {
  const worker = phone();
  if (worker === null) {
    throw new Error('expected a registered phone');
  }
  const whole = { id: record.id || uuid(), at: new Date().toISOString(), ...record };
  const row = {
    id: whole.id,
    person: worker.person,
    device: worker.device,
    worker: worker.worker,
    at: whole.at,
    record: whole,
    about: options.about || about(whole),
    state: 'waiting',
    holdUntil: options.hold ? Date.now() + HOLD_MS : 0,
    receipt: null,
    status: null,
    reason: null,
    sentAt: null,
  };
  let kept = true;
  try {
    await add('records', row);
    kept = isLasting();
  } catch (full) {
    kept = false;
    unkept.set(row.id, { ...row, holdUntil: 0 });
  }
  await loadRecords();
  tellAll('records');
  return kept;
}

/** Takes a record back that is not sent yet. Resolves to whether it is gone. */
export async function takeBack(id) {
  const inPage = unkept.get(id);
  let gone = inPage !== undefined && inPage.state === 'waiting' && !inPage.taken;
  if (gone) {
    unkept.delete(id);
  }
  await change('records', id, (row) => {
    gone = row.state === 'waiting' && !row.taken;
    return gone ? null : row;
  });
  await loadRecords();
  tellAll('records');
  return gone;
}

/** What can be sent now, the oldest first. */
export const sendable = () => rows.filter((row) => row.state === 'waiting' && !(row.holdUntil > Date.now())).reverse();

/** When the next record may be sent that is held back now, or null. */
export function nextRelease() {
  const held = rows.filter((row) => row.state === 'waiting' && row.holdUntil > Date.now()).map((row) => row.holdUntil);
  return held.length === 0 ? null : Math.min(...held);
}

/**
 * Marks that these are on their way, so that nobody takes them back meanwhile; those that are gone are left away. A phone that
 * is full can mark nothing, and must be able to send all the same.
 */
export async function takeForSending(batch) {
  for (const { id } of batch) {
    if (unkept.has(id)) {
      unkept.set(id, { ...unkept.get(id), taken: true });
    }
  }
  try {
    const taken = await changeAll('records', batch.map((row) => row.id), (row) => ({ ...row, taken: true }));
    return batch.filter((row) => taken.has(row.id) || unkept.has(row.id));
  } catch (full) {
    return batch;
  }
}

/** Writes down what the server answered: `outcomes` by record id. */
export async function settle(outcomes) {
  for (const [id, outcome] of outcomes) {
    if (unkept.has(id)) {
      unkept.set(id, { ...unkept.get(id), ...outcome });
    }
  }
  try {
    await changeAll('records', [...outcomes.keys()], (row) => ({ ...row, ...outcomes.get(row.id) }));
  } catch (full) {
    // They go on waiting and are sent again, which the server knows; the others of the queue must not wait for them.
  }
}

/** The records of which a photo waits. */
const withPhotos = async () => new Set((await all('photos'))
  .filter((row) => (row.photos || []).some((one) => one.state === 'waiting')).map((row) => row.id));

/** The persons of whom something waits, be it a photo: their keys are still needed. */
export async function waitingPersons() {
  const photos = await withPhotos();
  return new Set(rows.filter((row) => row.state === 'waiting' || photos.has(row.id)).map((row) => row.person));
}

/** Forgets what the server has since a month, and all that it has of those who are not registered here any more. */
export async function tidyRecords() {
  const oldest = Date.now() - KEPT_DAYS * 86400000;
  const here = new Set(allPhones().filter((one) => one.ended !== 'signed-out').map((one) => one.person));
  const photos = await withPhotos();
  for (const row of await all('records')) {
    if (row.state === 'sent' && !photos.has(row.id) && (!here.has(row.person) || Date.parse(row.sentAt) < oldest)) {
      await remove('records', row.id);
      await remove('photos', row.id);
    }
  }
  await loadRecords();
}

/** The day of a receipt, which begins with it; the server's own, whatever this phone's clock says. */
export function receivedOn(row) {
  const found = /^(\d{4})(\d{2})(\d{2})-/.exec(row.receipt || '');
  return found === null ? (row.sentAt === null ? null : dayOf(row.sentAt)) : found.slice(1).join('-');
}
