import { $, page } from './page.js';

/** One screen at a time; each module that has one says here how it is drawn. */
const SCREENS = ['opening', 'waiting', 'question', 'checking', 'elsewhere', 'choosing', 'handing', 'ended', 'gone'];
const drawing = {};
const showing = {};
const everywhere = [];

let screen = 'opening';

/** Which screen is shown. */
export const shown = () => screen;

/** `draw` brings a screen up to date, at least twice a second while it is shown. */
export function drawn(name, draw) {
  drawing[name] = draw;
}

/** `fill` is called once each time a screen is shown, before it is drawn. */
export function filled(name, fill) {
  showing[name] = fill;
}

/** `draw` brings up to date what is on all screens. */
export function drawnEverywhere(draw) {
  everywhere.push(draw);
}

/** Shows a screen; the focus goes to its heading when it is another one, or `anew`. */
export function show(name, anew) {
  const other = anew || screen !== name;
  screen = name;
  document.body.classList.toggle('is-asking', name === 'question');
  for (const one of SCREENS) {
    $(one).hidden = one !== name;
  }
  fill();
  draw();
  if (other) {
    focusHeading(name);
  }
}

/** Fills the screen that is shown once more. */
export function fill() {
  if (showing[screen]) {
    showing[screen]();
  }
}

/** Where answering goes on: the question or the overview. */
export function showCurrent(anew) {
  show(page.current === 0 ? 'checking' : 'question', anew);
}

/** Brings everything on screen that changes by itself up to date. */
export function draw() {
  everywhere.forEach((one) => one());
  if (page.paper !== null && drawing[screen]) {
    drawing[screen]();
  }
}

export function focusHeading(name) {
  const heading = $(name).querySelector('h1');
  if (heading) {
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
}

/** Sets a text only when it is another one, so that nothing is read out twice. */
export function set(id, text) {
  if ($(id).textContent !== text) {
    $(id).textContent = text;
  }
}
