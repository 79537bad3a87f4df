/**
 * The line to the server: whether it answered last, and when it may be asked again. Thousands of pages lose it in the same
 * second when the server starts anew, so every wait is spread by chance, from half to one and a half times its length; and
 * none is long, so that all have their answer soon after it is back.
 */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
/** The most that is believed of what a server or a proxy asks to wait. */
const MOST_ASKED_MS = 8000;

let failures = 0;
let tryAt = 0;
let offline = false;

const now = () => performance.now();

/** A length of time, spread by chance. */
export const spread = (ms) => ms * (0.5 + Math.random());

/** Whether the last call got no answer. */
export const isOffline = () => offline;

/** Whether the server may be asked now. */
export const mayTry = () => now() >= tryAt;

/** The browser says that there is no line. */
export function lost() {
  offline = true;
}

/** The server answered. */
export function answered() {
  offline = false;
  failures = 0;
}

/** Something may have brought the line back, or a person waits: tries at once. */
export function atOnce() {
  failures = 0;
  tryAt = 0;
}

/** The server answered, but asking the same again soon would change nothing. */
export function rest(ms) {
  tryAt = now() + spread(ms);
}

/** No answer, or one that asks to come again: `asked` says when, in ms, or is 0. */
export function failed(asked) {
  offline = true;
  failures++;
  tryAt = now() + (asked > 0
    ? Math.min(asked, MOST_ASKED_MS) * (1 + Math.random())
    : spread(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 5))));
}

/** Whether the last calls failed. */
export const isFailing = () => failures > 0;
