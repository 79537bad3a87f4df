import { door } from './calls.js';
import { $, page } from './page.js';
import { shown } from './screens.js';
import { all, forget, keep } from './store.js';

/** This page's record in the browser: written with every change, forgotten when the server has everything. */

let stored = Promise.resolve(true);

const key = () => page.paper.attempt + ':' + page.sheet.tab;

function record() {
  return {
    key: key(),
    attempt: page.paper.attempt,
    tab: page.sheet.tab,
    door,
    keptAt: Date.now(),
    entries: page.sheet.entries,
    drafts: page.sheet.drafts,
    away: page.away,
    startKey: page.startKey,
    handing: page.handing,
    current: page.current,
    choices: page.choices,
  };
}

/** Writes the record, after whatever is being written. */
export function store() {
  if (page.sheet !== null && shown() !== 'ended') {
    const snapshot = JSON.parse(JSON.stringify(record()));
    stored = stored.then(() => keep(snapshot)).then((kept) => {
      $('unkept').hidden = kept;
      return kept;
    });
  }
  return stored;
}

/** What earlier pages of this browser kept of an attempt, the oldest first. */
export async function earlierPages(attempt, tab) {
  return (await all()).filter((one) => one.attempt === attempt && one.tab < tab)
    .sort((one, other) => one.tab - other.tab);
}

/** How many answers of this address wait in the browser, as far as that is known without a paper. */
export async function waitingHere() {
  return (await all()).filter((one) => one.door === door)
    .flatMap((one) => Object.values(one.entries))
    .filter((one) => one.refused === null && one.seq > one.base).length;
}

export async function forgetEarlier() {
  await forget(page.earlier.map((one) => one.key).filter((one) => one && one !== key()));
  page.earlier = [];
}

export async function forgetAttempt() {
  await stored;
  await forget((await all()).filter((one) => one.attempt === page.paper.attempt).map((one) => one.key));
}
