/** What this page knows, shared by all that work on it. Nothing here draws, stores or asks the server. */
export const page = {
  /** What the server says of this attempt, without its answers; null until it is open. */
  paper: null,
  /** The answers, or null while there is no paper. */
  sheet: null,
  /** The question on screen, from 1; 0 is the overview. */
  current: 1,
  /** This device's id of the start, so that pressing twice starts once. */
  startKey: null,
  /** Whether the start was pressed and is not answered yet. */
  starting: false,
  /** null, or how handing in was asked for: `person` or `time`. */
  handing: null,
  /** Records of earlier pages in this browser, kept until what they hold is settled. */
  earlier: [],
  /** Answers between which the person has to choose. */
  choices: [],
  /** How often and how long the page was left, and what of it the server has not been told. */
  away: { times: 0, seconds: 0, left: [] },
  /** null, or where to sign in again. */
  expired: null,
  /** Whether a newer page has this attempt. */
  elsewhere: false,
  /** The explanations of a practice, by the question's number. */
  marked: {},
  /** The questions of a practice whose explanation was asked for. */
  checked: new Set(),
};

export const $ = (id) => document.getElementById(id);

export const question = (number) => page.paper.questions.find((one) => one.number === number);

export const isPractice = () => page.paper.mode === 'PRACTICE';

/** Only a path of this server. */
export function safePath(path) {
  return typeof path === 'string' && /^\/(?!\/)/.test(path) ? path : '/courses';
}
