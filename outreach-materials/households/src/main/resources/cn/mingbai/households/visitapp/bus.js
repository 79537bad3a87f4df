/**
 * Tells what changed, in this page and in the others of the same browser, where it is called `…-elsewhere`: they have to read
 * the store again. Nothing here knows who listens.
 */
const listeners = new Map();
const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('mingbai-visits') : null;

function call(name) {
  for (const listener of listeners.get(name) || []) {
    listener();
  }
}

/** Calls `listener` whenever `name` is told. */
export function on(name, listener) {
  if (!listeners.has(name)) {
    listeners.set(name, new Set());
  }
  listeners.get(name).add(listener);
}

/** Tells `name` here. */
export function tell(name) {
  call(name);
}

/** Tells `name` here and in the other pages: what they show comes from the same store. */
export function tellAll(name) {
  call(name);
  if (channel !== null) {
    channel.postMessage(name);
  }
}

if (channel !== null) {
  channel.onmessage = (message) => call(message.data + '-elsewhere');
}
