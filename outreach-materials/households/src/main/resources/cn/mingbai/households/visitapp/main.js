import { on, tell } from './bus.js';
import { el, fill } from './dom.js';
import { askToKeep, keepOnPhone } from './install.js';
import { loadPack, pack, wipeWhenExpired } from './pack.js';
import { loadPhones, phone } from './phone.js';
import { beginPhotos } from './photos.js';
import { loadRecords, own, put, tidyRecords } from './queue.js';
import { report } from './report.js';
import { begin, go, linkTo, show, update, where } from './router.js';
import { prepare } from './scan.js';
import './parts.js';
import './screens.js';
import { fetchList, line, send, sendNow } from './sending.js';
import { isLasting, keepSetting, openStore, setting } from './store.js';
import { stateLine, warnings } from './state.js';
import { language, speak, word } from './words.js';

/** Puts the app together: what the browser tells, and what happens by itself twice a minute. */
const TICK_MS = 30000;
/** What can be seen and done before the phone is registered. */
const OPEN = ['start', 'register', 'bind', 'settings', 'records', 'standing'];

/** What somebody who serves no village has no use for. */
const OF_VILLAGES = ['list', 'evening', 'meeting', 'found', 'household', 'blank', 'questions'];

/** The screen in the place of one that cannot be shown now. */
function instead(name) {
  if (OPEN.includes(name)) {
    return null;
  }
  if (pack() === null) {
    return phone() === null ? 'start' : name === 'home' ? null : 'home';
  }
  return pack().villages.length === 0 && OF_VILLAGES.includes(name) ? 'home' : null;
}

const settings = { get: setting, set: keepSetting };

/** What every screen is given. */
const context = {
  get pack() {
    return pack();
  },
  go,
  /** Keeps a record and sends it as soon as it may go. Resolves to whether it is on the phone. */
  async put(record, options) {
    const kept = await put(record, options);
    send();
    return kept;
  },
  settings,
};

function header() {
  const { text, kind } = stateLine();
  const state = document.getElementById('state');
  if (state.textContent !== text) {
    state.textContent = text;
  }
  state.className = kind;
  const home = document.getElementById('home');
  home.textContent = word('to-home');
  home.hidden = where().name === 'home' || phone() === null;
  // What is said already is left alone: it would be read out again, twice a minute.
  const said = document.getElementById('warnings');
  const now = el('div', { id: 'warnings' }, warnings());
  if (!said.isEqualNode(now)) {
    said.replaceWith(now);
  }
}

function draw() {
  header();
  update();
}

/** Whatever may have brought the line back; `now` also asks for a list that is hardly old, and so whether there still is one. */
async function wake(now) {
  await wipeWhenExpired();
  const sent = sendNow();
  await fetchList(now);
  await sent;
  await reportIfOpen();
}

async function reportIfOpen() {
  if (line.open) {
    await report();
  }
}

function listen() {
  on('records', draw);
  on('photos', draw);
  on('line', header);
  on('install', draw);
  on('notes', draw);
  on('pack', () => {
    if (pack() === null) {
      // No household may stay on screen.
      show();
      header();
    } else {
      draw();
    }
  });
  on('phone', header);
  on('records-elsewhere', async () => {
    await loadRecords();
    draw();
  });
  for (const changed of ['phone-elsewhere', 'pack-elsewhere']) {
    on(changed, async () => {
      const before = phone();
      const listed = pack() !== null;
      await loadPhones();
      await loadPack();
      header();
      // Somebody signed on or off in another page: this one must not go on under the name of before, nor show households
      // whose list is gone.
      if ((before && before.device) !== (phone() && phone().device) || (listed && pack() === null)) {
        show();
      } else {
        update();
      }
    });
  }
  window.addEventListener('online', () => wake(true));
  window.addEventListener('offline', () => {
    line.open = false;
    tell('line');
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      wake(true);
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      wake(false);
    }
  });
  window.addEventListener('hashchange', header);
  setInterval(async () => {
    if (document.hidden) {
      return;
    }
    if (await wipeWhenExpired()) {
      draw();
    }
    await send();
    await fetchList(false);
    await reportIfOpen();
  }, TICK_MS);
}

/** A card's code in the address leads to binding, and is taken out of it. */
function takeCode() {
  const code = /^\/[Vv]\/([0-9A-Za-z]{26})$/.exec(location.pathname);
  if (code !== null) {
    history.replaceState(null, '', '/V/' + linkTo('bind', { code: code[1] }));
  }
}

async function main() {
  speak(language());
  await openStore();
  await loadPhones();
  await loadPack();
  await loadRecords();
  takeCode();
  document.title = word('name');
  document.body.classList.toggle('large', await setting('large') === true);
  begin(document.getElementById('screen'), context, instead);
  listen();
  header();
  document.getElementById('opening').hidden = true;
  keepOnPhone();
  await wake(true);
  await tidyRecords();
  await beginPhotos();
  if (pack() !== null) {
    await prepare();
  }
  if (isLasting() && own().length > 0) {
    askToKeep();
  }
}

main().catch((failed) => {
  // Nothing is lost by it; what is kept is still in the store.
  document.getElementById('opening').hidden = true;
  fill(document.getElementById('screen'), el('div', { class: 'notice notice-error', role: 'alert' },
    el('p', {}, word('broken')), el('p', { class: 'quiet' }, String(failed && failed.message))));
});
