import { tell, tellAll } from './bus.js';
import { call } from './calls.js';
import { refresh } from './pack.js';
import { allPhones, phonesOf, tidyPhones } from './phone.js';
import { loadRecords, nextRelease, own, sendable, settle, takeForSending, tidyRecords, waitingPersons } from './queue.js';

/**
 * Hands in what waits: a hundred at a time, each with a key of the person who made it. Only an answer of the server that
 * names the record settles it; everything else means "not sent". Sending again is always safe.
 */
const MOST = 100;
const LONGEST = 400 * 1024;
const KNOWN = ['RECEIVED', 'AGAIN', 'KEPT', 'TO_MATCH', 'REFUSED'];

/**
 * How it stands with the line: `open` is null before the first answer, then whether the last call was answered; `full` says
 * that the server had no room for the last records.
 */
export const line = { open: null, sending: false, full: false };

/** Keys that the server said it does not know, as long as the page is open. */
const unknown = new Set();

let running = false;
let again = false;
let notBefore = 0;
let timer = null;

/** Whether nothing can be handed in for this person until the phone is registered again. */
export const isWithoutKey = (person) => phonesOf(person).filter((one) => !unknown.has(one.device)).length === 0;

/** Sends what waits, in this page or not at all when another page of this browser is sending. */
export async function send() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    do {
      again = false;
      await alone(sendAll);
    } while (again);
  } finally {
    running = false;
    schedule();
  }
}

/** Tries now, although the server was not reachable a moment ago or asked to wait. */
export function sendNow() {
  notBefore = 0;
  return send();
}

/** Comes back when the next record is free to go. */
function schedule() {
  const next = nextRelease();
  clearTimeout(timer);
  if (next !== null) {
    timer = setTimeout(send, Math.max(50, next - Date.now() + 50));
  }
}

async function alone(task) {
  if (!navigator.locks) {
    return task();
  }
  return navigator.locks.request('mingbai-visits-send', { ifAvailable: true }, (lock) => (lock === null ? null : task()));
}

async function sendAll() {
  await loadRecords();
  let sent = false;
  const tried = new Set();
  for (;;) {
    const waiting = sendable().filter((row) => !tried.has(row.id));
    const first = waiting.find((row) => keyFor(row) !== null);
    if (first === undefined || Date.now() < notBefore) {
      break;
    }
    const phone = keyFor(first);
    const batch = await takeForSending(cut(waiting.filter((row) => keyFor(row) === phone)));
    batch.forEach((row) => tried.add(row.id));
    if (batch.length === 0) {
      await loadRecords();
      continue;
    }
    line.sending = true;
    tell('line');
    const answered = await handIn(phone, batch, tried);
    sent = sent || answered;
    await loadRecords();
    tellAll('records');
    if (!answered) {
      break;
    }
  }
  line.sending = false;
  tell('line');
  if (sent) {
    await tidyPhones(await waitingPersons());
    await tidyRecords();
  }
}

/** The phone's registration with which a record is handed in: the one under which it was made, else another of its person. */
function keyFor(row) {
  const usable = phonesOf(row.person).filter((one) => !unknown.has(one.device));
  return usable.find((one) => one.device === row.device) || usable[0] || null;
}

function cut(rows) {
  const batch = [];
  let bytes = 0;
  for (const row of rows) {
    // Three bytes for each character is more than any of ours needs.
    bytes += JSON.stringify(row.record).length * 3;
    if (batch.length === MOST || (batch.length > 0 && bytes > LONGEST)) {
      break;
    }
    batch.push(row);
  }
  return batch;
}

/** Whether the server answered. */
async function handIn(phone, batch, tried) {
  const answer = await call('POST', '/V/records', {
    key: phone.key,
    body: { now: new Date().toISOString(), records: batch.map((row) => row.record) },
  });
  if (answer.kind !== 'busy' || answer.status !== 0) {
    line.full = answer.full === true;
  }
  if (answer.kind === 'refused' && answer.status === 401) {
    // The key is gone from the server. Another of the same person may do; if none, the records wait.
    unknown.add(phone.device);
    batch.forEach((row) => tried.delete(row.id));
    online(true);
    return true;
  }
  if (answer.kind === 'refused' && (answer.status === 413 || answer.status === 422)) {
    online(true);
    if (batch.length === 1) {
      await settle(new Map([[batch[0].id, { state: 'refused', status: 'REFUSED', reason: answer.body.message }]]));
      return true;
    }
    // One of them is at fault: each by itself.
    for (const row of batch) {
      if (!await handIn(phone, [row], tried)) {
        return false;
      }
    }
    return true;
  }
  if (answer.kind !== 'ok' || !Array.isArray(answer.body.records)) {
    online(answer.full === true);
    notBefore = Date.now() + (answer.waitMs || 0);
    return false;
  }
  const named = new Map(answer.body.records.map((one) => [one.id, one]));
  const outcomes = new Map();
  for (const row of batch) {
    const one = named.get(row.id);
    if (one !== undefined && KNOWN.includes(one.status)) {
      outcomes.set(row.id, {
        state: one.status === 'REFUSED' ? 'refused' : 'sent',
        status: one.status,
        receipt: one.receipt || null,
        reason: one.reason || null,
        sentAt: new Date().toISOString(),
        sentWith: phone.device,
      });
    }
  }
  await settle(outcomes);
  online(outcomes.size > 0);
  return outcomes.size > 0;
}

function online(reached) {
  line.open = reached;
}

/** Looks for news of the list, after which the line is known to be open or not. */
export async function fetchList(now) {
  const outcome = await refresh(now, own().filter((row) => row.state !== 'sent').length);
  if (outcome !== 'fresh' && !(outcome === 'ended' && allPhones().length === 0)) {
    online(outcome !== 'no-line');
  }
  tell('line');
  return outcome;
}
