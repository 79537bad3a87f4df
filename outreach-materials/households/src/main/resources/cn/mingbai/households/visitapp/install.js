import { tell } from './bus.js';

/** The service worker, by which the app opens without a line; a newer version; and putting the app among the others. */
let offered = null;
let waiting = null;

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  offered = event;
  tell('install');
});
window.addEventListener('appinstalled', () => {
  offered = null;
  tell('install');
});

/** Whether the browser offers to put the app among the phone's others. */
export const isOffered = () => offered !== null;

/** Whether it was opened from there. */
export const isInstalled = () => matchMedia('(display-mode: standalone)').matches || navigator.standalone === true;

export const isWeChat = () => /MicroMessenger/i.test(navigator.userAgent);

export const isIos = () => /iPhone|iPad|iPod/.test(navigator.userAgent)
  || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);

/** Whether the app opens without a line: everything it needs is on the phone. */
export const opensWithoutLine = () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

export async function install() {
  if (offered !== null) {
    const prompt = offered;
    offered = null;
    await prompt.prompt();
    tell('install');
  }
}

/** Whether a newer version is on the phone and waits to be used. */
export const isNewer = () => waiting !== null;

/** Begins with the newer version. What is kept on the phone is the same for both. */
export function useNewer() {
  if (waiting !== null) {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('use');
  }
}

function watch(registration) {
  const look = () => {
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) {
      waiting = registration.waiting;
      tell('install');
    }
  };
  look();
  registration.addEventListener('updatefound', () => {
    registration.installing.addEventListener('statechange', look);
  });
}

/** Registers the service worker, where there can be one. */
export async function keepOnPhone() {
  if (!('serviceWorker' in navigator)) {
    return;
  }
  try {
    const registration = await navigator.serviceWorker.register('/V/sw.js', { scope: '/V/', updateViaCache: 'none' });
    watch(registration);
    navigator.serviceWorker.ready.then(() => tell('install'));
  } catch (refused) {
    // Then the app opens only with a line, and the screen says so.
  }
}

/** Asks the browser not to clear what is kept. */
export async function askToKeep() {
  try {
    return await navigator.storage.persist();
  } catch (refused) {
    return false;
  }
}
