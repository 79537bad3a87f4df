import { tellAll } from './bus.js';
import { call } from './calls.js';
import { uuid } from './ids.js';
import { all, change, keepSetting, put, remove, setting } from './store.js';

/**
 * Whose phone this is. A row for each registration, with its key: a record is handed in with a key of the person who made
 * it, and never with another's, so a key stays as long as records of its person wait. At most one registration is current.
 *
 * A row is `{device, key, expires, person, worker, registeredAt, ended, message}`; `ended` is null or why the list of
 * households is gone: `expired`, `withdrawn`, `no-post`, `key-unknown` or `signed-out`.
 */
const CURRENT = 'current-device';
const INSTALLATION = 'installation';

let phones = [];
let current = null;

/** The current registration, or null. It may have ended: then there is no list, and what waits is still handed in. */
export const phone = () => current;

/** The registrations of a person, the newest first. */
export const phonesOf = (person) => phones.filter((one) => one.person === person)
  .sort((one, other) => other.device - one.device);

export const allPhones = () => phones;

/** Reads the store again, as after another page changed it. */
export async function loadPhones() {
  phones = await all('phones');
  const device = await setting(CURRENT);
  current = phones.find((one) => one.device === device) || null;
}

async function installation() {
  let known = await setting(INSTALLATION);
  if (known === null) {
    known = uuid();
    await keepSetting(INSTALLATION, known);
  }
  return known;
}

/** What the phone calls itself in the officer's list: enough to know which of two phones it is. */
function label() {
  const agent = navigator.userAgent;
  const system = /Android [\d.]+(?:; [^;)]+)?|iPhone OS [\d_]+|iPad|Windows|Macintosh|Linux/.exec(agent);
  const where = /MicroMessenger/i.test(agent) ? 'WeChat' : matchMedia('(display-mode: standalone)').matches ? 'App' : 'Web';
  return ((system === null ? '' : system[0].replaceAll('_', '.')) + ' ' + where).trim();
}

async function take(answer) {
  if (answer.kind !== 'ok') {
    return answer;
  }
  const { device, key, expires, person, worker } = answer.body;
  if (!device || typeof key !== 'string') {
    return { kind: 'busy', status: 0, body: {}, waitMs: 0 };
  }
  await put('phones', {
    device, key, expires, person, worker, registeredAt: new Date().toISOString(), ended: null, message: null });
  await keepSetting(CURRENT, device);
  await loadPhones();
  tellAll('phone');
  return answer;
}

/** Who is signed in to the ordinary pages, and with what the phone is registered under that name. */
export const whoIsSignedIn = () => call('GET', '/V/devices', { session: true });

/** Registers the phone for who is signed in; `asked` is the answer of {@link whoIsSignedIn}. */
export async function register(asked) {
  return take(await call('POST', '/V/devices', {
    session: true,
    headers: { [asked.header]: asked.token },
    body: { installation: await installation(), label: label() },
  }));
}

/** Registers the phone by the code of a worker's card. */
export async function bind(code) {
  return take(await call('POST', '/V/devices/bound', {
    body: { code, installation: await installation(), label: label() } }));
}

/** Notes that a registration is over, and why; its key stays for what waits. */
export async function end(device, why, message) {
  await change('phones', device, (row) => ({ ...row, ended: why, message }));
  await loadPhones();
  tellAll('phone');
}

/** Takes the current registration off this phone; its key stays for what waits. */
export async function signOut() {
  if (current !== null) {
    const device = current.device;
    await keepSetting(CURRENT, null);
    await end(device, 'signed-out', null);
  }
}

/** Deletes the keys that nothing waits for any more; `waiting` are the persons of whom something does. */
export async function tidyPhones(waiting) {
  const old = phones.filter((one) => one !== current && !waiting.has(one.person));
  for (const one of old) {
    await remove('phones', one.device);
  }
  if (old.length > 0) {
    await loadPhones();
  }
}
