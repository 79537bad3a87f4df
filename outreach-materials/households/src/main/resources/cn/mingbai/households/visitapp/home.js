import { button, el, fill, notice } from './dom.js';
import { isDue, isLeft, isReached, villages } from './households.js';
import { install, isInstalled, isIos, isOffered, isWeChat, opensWithoutLine } from './install.js';
import { packFetchedAt } from './pack.js';
import { phone } from './phone.js';
import { own } from './queue.js';
import { notes } from './report.js';
import { homeParts, screen } from './router.js';
import { fetchList } from './sending.js';
import { word } from './words.js';

/** Where everything begins: how far the village is, and what one can do now. */
const OLD_DAYS = 3;

const link = (id, to, text, second) => el('a', { id, class: 'button' + (second ? ' button-second' : ''), href: to }, text);

function figures(village) {
  const due = village.households.filter(isDue);
  const reached = due.filter(isReached).length;
  return el('p', { class: 'figures' }, due.length === 0 ? word('home-none-due', village.name)
    : word('home-figures', village.name, due.length, reached, due.length - reached));
}

function ended(root) {
  const why = phone().ended;
  const waiting = own().filter((row) => row.state === 'waiting').length;
  fill(root,
    el('h1', {}, word('ended-title')),
    notice('error', { id: 'ended', role: 'alert' }, phone().message || word('ended-' + why)),
    el('p', { id: 'ended-queue' }, waiting > 0 ? word('ended-waiting', waiting) : word('ended-none')),
    link('again', '#start', word('register-again')),
    link('records', '#records', word('to-records'), true));
}

function fetching(root) {
  fill(root, el('h1', {}, word('fetching-title', phone().worker)),
    el('p', { id: 'fetching' }, word('fetching')),
    button(word('try-again'), () => fetchList(true), { id: 'fetch' }),
    link('records', '#records', word('to-records'), true));
}

function hints() {
  const shown = [];
  const age = (Date.now() - (packFetchedAt() || 0)) / 86400000;
  if (age > OLD_DAYS) {
    shown.push(notice('', { id: 'old-list' }, word('list-old', Math.floor(age))));
  }
  if (isWeChat()) {
    shown.push(el('p', { class: 'quiet' }, word(isIos() ? 'wechat-ios' : 'wechat')));
  } else if (isOffered()) {
    shown.push(button(word('install'), install, { id: 'install', class: 'button-second' }));
  } else if (!isInstalled() && isIos()) {
    shown.push(el('p', { class: 'quiet' }, word('install-ios')));
  }
  if (opensWithoutLine()) {
    shown.push(el('p', { id: 'without-line', class: 'quiet' }, word('opens-without-line')));
  }
  return shown;
}

function visits() {
  if (villages().length === 0) {
    return null;
  }
  const away = villages().some((village) => village.phone === true
    && village.households.some((household) => household.state === 'AWAY' && isLeft(household)));
  return [
    villages().map(figures),
    link('scan', '#scan', word('to-scan')),
    link('list', '#list', word('to-list'), true),
    link('evening', '#evening', word('to-evening'), true),
    link('meeting', '#meeting', word('to-meeting'), true),
    away ? link('away', '#list&show=away', word('to-away'), true) : null,
    link('found', '#found', word('to-found'), true),
  ];
}

function ready(root, context) {
  fill(root,
    el('h1', {}, word('home-title', phone().worker)),
    homeParts(context),
    visits(),
    link('records', '#records', word('to-records'), true),
    notes().length > 0 ? el('p', { class: 'links' }, el('a', { id: 'notes', href: '#standing' },
      word('home-notes', notes().length))) : null,
    el('p', { class: 'links' }, el('a', { id: 'settings', href: '#settings' }, word('settings'))),
    hints());
}

screen('home', (root, context) => {
  const draw = () => (phone().ended !== null ? ended(root) : context.pack === null ? fetching(root) : ready(root, context));
  draw();
  return { update: draw };
});
