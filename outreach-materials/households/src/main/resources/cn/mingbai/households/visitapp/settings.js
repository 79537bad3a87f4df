import { button, el, fill, notice } from './dom.js';
import { install, isInstalled, isIos, isOffered, isWeChat } from './install.js';
import { dayOf, pack, packFetchedAt, timeOf } from './pack.js';
import { phone } from './phone.js';
import { own } from './queue.js';
import { screen } from './router.js';
import { fetchList, line } from './sending.js';
import { leave } from './session.js';
import { language, speak, word } from './words.js';

/** Language, size of letters, the list's age, putting the app on the phone, signing off. */
const time = (at) => dayOf(at) + ' ' + timeOf(at);

screen('settings', (root, { settings }) => {
  let asked = false;

  function registration() {
    if (phone() === null) {
      return el('p', {}, el('a', { href: '#start' }, word('start-title')));
    }
    const waiting = own().filter((row) => row.state === 'waiting').length;
    return el('section', {},
      el('h2', {}, word('settings-registration')),
      el('p', {}, word('settings-worker', phone().worker), ' ', word('settings-until', dayOf(phone().expires))),
      pack() === null ? null : el('p', { id: 'fetched' }, word('settings-fetched', time(packFetchedAt()))),
      phone().ended !== null ? null : button(word('settings-fetch'), async () => {
        await fetchList(true);
        draw();
      }, { id: 'fetch', class: 'button-second' }),
      line.open === false ? notice('', {}, word('no-line-hint')) : null,
      el('p', {}, el('a', { href: '#start' }, word('settings-other'))),
      asked ? el('div', { class: 'notice notice-error', id: 'leave-ask' },
        el('p', {}, waiting > 0 ? word('leave-waiting', waiting) : word('leave-ask')),
        button(word('leave-go'), leave, { id: 'leave-go' }),
        button(word('back'), () => {
          asked = false;
          draw();
        }, { class: 'button-second' }))
        : button(word('leave'), () => {
          asked = true;
          draw();
        }, { id: 'leave', class: 'button-second' }));
  }

  function draw() {
    fill(root,
      el('h1', {}, word('settings')),
      el('section', {}, el('h2', {}, word('settings-language')),
        el('div', { class: 'two' }, ['zh', 'en'].map((one) => el('button', { type: 'button', lang: one === 'zh' ? 'zh-CN' : 'en',
          id: 'language-' + one, class: 'button-second', 'aria-pressed': String(language() === one), click: () => {
            speak(one);
            document.title = word('name');
            window.dispatchEvent(new Event('hashchange'));
          } }, word('language-' + one))))),
      el('section', {}, el('h2', {}, word('settings-size')), button(word(document.body.classList.contains('large')
        ? 'settings-normal' : 'settings-large'), async () => {
        const large = document.body.classList.toggle('large');
        draw();
        await settings.set('large', large);
      }, { id: 'large', class: 'button-second' })),
      registration(),
      el('section', {}, el('h2', {}, word('settings-phone')),
        isOffered() ? button(word('install'), install, { class: 'button-second' }) : null,
        isInstalled() ? el('p', {}, word('installed')) : el('p', {}, word(isWeChat() ? (isIos() ? 'wechat-ios' : 'wechat')
          : isIos() ? 'install-ios' : 'install-android')),
        el('p', {}, word('keep-hint')),
        el('p', {}, word('privacy-hint'))));
  }

  draw();
  return { update: draw };
});
