import { on, tell } from './bus.js';
import { call } from './calls.js';
import { button, el, fill, notice } from './dom.js';
import { uuid } from './ids.js';
import { shrink } from './photo.js';
import { phonesOf } from './phone.js';
import { own, records } from './queue.js';
import { afterRecord } from './router.js';
import { add, all, change, remove } from './store.js';
import { word } from './words.js';

/**
 * Photos of a record, where the district wants them: kept on the phone first, handed in after their record and apart from it,
 * each by itself, so that a weak line brings them one after the other.
 *
 * A row is `{id, photos: [{id, bytes, state, reason}]}`, `id` that of the record; `state` is `waiting`, `sent` or `refused`,
 * and `bytes` go when the server has them or will not have them.
 */
const MOST = 3;
/** A third of a megabyte over the slowest line that still is one. */
const PATIENCE_MS = 120000;
const KINDS = ['visit', 'meeting', 'found'];
const FOR_GOOD = [403, 409, 413, 422];

let rows = new Map();
let sending = false;
let drawShown = null;

/** The photos of a record. */
const of = (record) => rows.get(record)?.photos ?? [];

/** How many photos of the current worker's records are not handed in yet. */
export const waitingPhotos = () => own().reduce((sum, row) => sum
  + of(row.id).filter((one) => one.state === 'waiting').length, 0);

/** How it stands with a record's photos, in a sentence, or nothing when it has none. */
export function photosState(record) {
  const photos = of(record).filter((one) => one.state !== 'refused');
  const sent = photos.filter((one) => one.state === 'sent').length;
  return photos.length === 0 ? '' : sent === photos.length ? word('photo-all', sent) : word('photo-some', sent, photos.length);
}

async function load() {
  rows = new Map((await all('photos')).map((row) => [row.id, row]));
}

function changed() {
  tell('photos');
}

/** Keeps a small copy of a photo. Resolves to `kept`, `unreadable` or `full`. */
async function keep(record, file) {
  let bytes;
  try {
    bytes = await shrink(file);
  } catch (none) {
    return 'unreadable';
  }
  const photo = { id: uuid(), bytes, state: 'waiting', reason: null };
  try {
    await add('photos', { id: record, photos: [] });
    await change('photos', record, (row) => ({ ...row, photos: row.photos.concat(photo) }));
  } catch (full) {
    return 'full';
  }
  await load();
  changed();
  send();
  return 'kept';
}

async function settle(record, photo, outcome) {
  await change('photos', record, (row) => ({
    ...row, photos: row.photos.map((one) => (one.id === photo ? { ...one, bytes: null, ...outcome } : one)) }));
  await load();
  changed();
}

/** Hands in what waits and whose record the server has; stops at the first that the line does not carry. */
async function sendAll() {
  await load();
  for (const row of records()) {
    for (const photo of of(row.id).filter((one) => one.state === 'waiting')) {
      const phones = phonesOf(row.person);
      const phone = phones.find((one) => one.device === row.device) || phones[0];
      if (row.state !== 'sent' || phone === undefined) {
        continue;
      }
      const answer = await call('POST', `/V/records/${row.id}/photo?photo=${photo.id}`, {
        key: phone.key, bytes: photo.bytes, type: 'image/jpeg', patienceMs: PATIENCE_MS });
      if (answer.kind === 'ok' && ['RECEIVED', 'AGAIN'].includes(answer.body.status)) {
        await settle(row.id, photo.id, { state: 'sent' });
      } else if (answer.kind === 'refused' && FOR_GOOD.includes(answer.status)) {
        await settle(row.id, photo.id, { state: 'refused', reason: answer.body.message });
      } else if (answer.kind !== 'refused') {
        return;
      }
    }
  }
}

/** Photos of a record that was taken back are nobody's. */
async function tidy() {
  const known = new Set(records().map((row) => row.id));
  for (const id of rows.keys()) {
    if (!known.has(id)) {
      await remove('photos', id);
    }
  }
}

async function send() {
  if (sending) {
    return;
  }
  sending = true;
  try {
    if (!navigator.locks) {
      await sendAll();
    } else {
      await navigator.locks.request('mingbai-visits-photos', { ifAvailable: true }, (lock) => (lock === null ? null : sendAll()));
    }
  } finally {
    sending = false;
  }
}

/** Begins with what was left on the phone, and sends whenever records changed or the line may be back. */
export async function beginPhotos() {
  await load();
  await tidy();
  await load();
  on('photos', () => drawShown?.());
  changed();
  on('records', send);
  on('line', send);
  send();
}

afterRecord({
  when: (record, pack) => pack !== null && pack.photo === true && KINDS.includes(record.kind),
  mount: (root, record, { pack }) => {
    const file = el('input', { type: 'file', id: 'photo-file', accept: 'image/*', capture: 'environment', hidden: true });
    const said = el('div', { id: 'photo-said', role: 'alert' });
    const state = el('p', { id: 'photo-state', role: 'status' });
    const choose = button(word('photo-add'), () => file.click(), { id: 'photo-add', class: 'button-second' });
    file.addEventListener('change', async () => {
      const chosen = file.files[0];
      file.value = '';
      if (chosen === undefined) {
        return;
      }
      fill(said);
      choose.disabled = true;
      state.textContent = word('photo-shrinking');
      const outcome = await keep(record.id, chosen);
      if (outcome !== 'kept') {
        fill(said, notice('error', {}, word('photo-' + outcome)));
      }
      draw();
    });

    function draw() {
      const photos = of(record.id);
      const refused = photos.filter((one) => one.state === 'refused');
      choose.disabled = photos.length - refused.length >= MOST;
      state.textContent = photosState(record.id);
      if (refused.length > 0) {
        fill(said, refused.map((one) => notice('error', {}, one.reason)));
      }
    }

    drawShown = () => {
      if (root.isConnected) {
        draw();
      }
    };
    root.append(el('section', { id: 'photo', class: 'box' },
      el('h2', {}, word('photo-title')),
      el('p', { class: 'quiet' }, word('photo-why', pack.photoWhy || ''), ' ', word('photo-hint')),
      choose, file, said, state));
    draw();
  },
});
