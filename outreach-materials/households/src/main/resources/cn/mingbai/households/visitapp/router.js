import { el, fill } from './dom.js';

/**
 * One screen at a time, named in the address behind the `#` with its parameters: `#household&id=12`, `#door=TOKEN`. So the
 * phone's own way back works, and a link can lead to any screen.
 */
const screens = new Map();
const afterwards = [];

let root = null;
let context = null;
let shown = null;
let first = true;
let guard = () => null;

/**
 * Names a screen. `mount(root, context)` draws it and returns nothing, or what to call when it is left, or an object with
 * `update()`, called whenever records, list or line changed, and `close()`.
 */
export function screen(name, mount) {
  screens.set(name, mount);
}

/**
 * Offers something on the screen that is shown after a record was kept, such as a photo or the three questions.
 * `when(record, pack)` says for which, `mount(root, record, context)` draws it.
 */
export function afterRecord(offer) {
  afterwards.push(offer);
}

/** What is offered after a record was kept, each in a box of its own. */
export const offersAfter = (record, shared) => afterwards.filter((offer) => offer.when(record, shared.pack)).map((offer) => {
  const box = el('div', { class: 'after' });
  offer.mount(box, record, shared);
  return box;
});

/** What parts put on the first screen: `when(pack)` says for whom, `mount(root, context)` draws it. */
const atHome = [];
export const homePart = (offer) => atHome.push(offer);

/** What parts have for this pack's owner on the first screen, each in a box of its own. */
export const homeParts = (shared) => atHome.filter((offer) => offer.when(shared.pack)).map((offer) => {
  const box = el('section', { class: 'part' });
  offer.mount(box, shared);
  return box;
});

/** What the address says: the screen's name, and its parameters. */
export function where() {
  const parts = [...new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B'))];
  if (parts.length === 0) {
    return { name: 'home', params: {} };
  }
  const [name, value] = parts[0];
  return { name, params: { ...Object.fromEntries(parts.slice(1)), ...(value === '' ? {} : { [name]: value }) } };
}

/** The link to a screen. */
export function linkTo(name, params) {
  const rest = new URLSearchParams(Object.entries(params || {})
    .filter(([, value]) => value !== null && value !== undefined && value !== '')).toString();
  return '#' + name + (rest === '' ? '' : '&' + rest);
}

/** Goes to a screen. `replace` leaves no way back to this one. */
export function go(name, params, replace) {
  const to = linkTo(name, params);
  if (replace) {
    history.replaceState(null, '', to);
    show();
  } else if (location.hash === to) {
    show();
  } else {
    location.hash = to;
  }
}

function close() {
  if (shown !== null && typeof shown.close === 'function') {
    shown.close();
  }
  shown = null;
}

/** Draws the screen that the address names. */
export function show() {
  const asked = where();
  const name = guard(asked.name) || (screens.has(asked.name) ? asked.name : 'home');
  close();
  const place = fill(root, el('div', { id: 'screen-' + name, class: 'screen' })).firstChild;
  // Not a copy: the list may be fetched anew while the screen is shown.
  const mounted = screens.get(name)(place, Object.assign(Object.create(context), { params: asked.params }));
  shown = typeof mounted === 'function' ? { close: mounted } : mounted || null;
  window.scrollTo(0, 0);
  const heading = place.querySelector('h1');
  // The page as it opens is read from its beginning anyway.
  if (heading !== null && !first) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  first = false;
}

/** Brings the shown screen up to date. */
export function update() {
  if (shown !== null && typeof shown.update === 'function') {
    shown.update();
  }
}

/** Begins. `guard_(name)` may name another screen in the place of one that cannot be shown now. */
export function begin(place, shared, guard_) {
  root = place;
  context = shared;
  guard = guard_;
  window.addEventListener('hashchange', show);
  show();
}
