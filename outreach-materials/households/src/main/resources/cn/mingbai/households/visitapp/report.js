import { tell } from './bus.js';
import { call } from './calls.js';
import { phone } from './phone.js';
import { own } from './queue.js';

/**
 * Tells the server now and then how much is still on the phone, so that somebody can ask about a phone that is silent, and
 * takes home what the system noted about the records, which the worker has a right to see.
 */
const PAUSE_MS = 10 * 60 * 1000;

let toldAt = 0;
let told = null;
let toldFor = null;
let flags = [];

const unsent = () => own().filter((row) => row.state !== 'sent').length;

/** What the system noted of the current worker, as sentences; empty when nothing, or before the server was asked. */
export const notes = () => (phone() !== null && phone().device === toldFor ? flags : []);

/** Takes the notes of an answer to `GET /V/standing`. */
export function takeNotes(answers) {
  flags = answers.flatMap((answer) => answer.body.flags || []).filter((flag) => typeof flag === 'string');
  return flags;
}

/** Asks how a registration stands, and tells how much is still on the phone if it is the current one. */
export function askStanding(registration) {
  const current = phone() !== null && phone().device === registration.device;
  if (current) {
    if (toldFor !== registration.device) {
      flags = [];
    }
    toldFor = registration.device;
    toldAt = Date.now();
    told = unsent();
  }
  return call('GET', '/V/standing' + (current ? '?unsent=' + told : ''), { key: registration.key });
}

/** Does so when it has not been done for a while or for this registration, or when nothing is left that was. */
export async function report() {
  if (phone() === null) {
    return;
  }
  const waited = Date.now() - toldAt > PAUSE_MS || toldFor !== phone().device || (told > 0 && unsent() === 0);
  if (!waited) {
    return;
  }
  const answer = await askStanding(phone());
  if (answer.kind === 'ok') {
    takeNotes([answer]);
    tell('notes');
  }
}
