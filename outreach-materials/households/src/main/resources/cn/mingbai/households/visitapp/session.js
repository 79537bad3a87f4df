import { askToKeep } from './install.js';
import { loadPack, wipePack } from './pack.js';
import { signOut, tidyPhones } from './phone.js';
import { tidyRecords, waitingPersons } from './queue.js';
import { go, linkTo, show, where } from './router.js';
import { fetchList, sendNow } from './sending.js';

/** Coming and going: what happens once when a phone is registered and when it is signed off. */
const AFTER = 'mingbai-visits-after';
const DOORS = ['start', 'register', 'bind'];

/** Remembers the screen asked for, while the phone is registered on the way to it. */
export function remember() {
  const asked = where();
  try {
    if (DOORS.includes(asked.name)) {
      sessionStorage.removeItem(AFTER);
    } else {
      sessionStorage.setItem(AFTER, linkTo(asked.name, asked.params));
    }
  } catch (refused) {
    // Then it begins with the first screen.
  }
}

/** Goes to the ordinary log-in, which leads back to this app and to the screen asked for. */
export function toSignIn() {
  remember();
  location.href = '/V/sign-in';
}

function before() {
  const asked = where();
  if (!DOORS.includes(asked.name)) {
    return location.hash;
  }
  try {
    const kept = sessionStorage.getItem(AFTER);
    sessionStorage.removeItem(AFTER);
    return kept || linkTo('home');
  } catch (refused) {
    return linkTo('home');
  }
}

/** Begins with the phone just registered: fetches the list, sends what waited for it, and goes where one wanted to go. */
export async function begun() {
  await loadPack();
  await fetchList(true);
  askToKeep();
  history.replaceState(null, '', '/V/' + before());
  show();
  sendNow();
}

/**
 * Signs off: the list goes, what the server has, and the key when nothing needs it any more; what waits stays and goes out
 * under the name of who made it.
 */
export async function leave() {
  await wipePack();
  await signOut();
  // A list that came in this very moment goes too.
  await loadPack();
  await tidyRecords();
  await tidyPhones(await waitingPersons());
  go('start', {}, true);
}
