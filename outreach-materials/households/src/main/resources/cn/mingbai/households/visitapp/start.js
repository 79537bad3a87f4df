import { button, el, fill, notice } from './dom.js';
import { isIos, isWeChat } from './install.js';
import { bind, phone, register, whoIsSignedIn } from './phone.js';
import { screen } from './router.js';
import { begun, remember, toSignIn } from './session.js';
import { word } from './words.js';

/** Before the phone is registered: by signing in once, or by the code on the worker's card. */
const INSIDE = /[0-9A-Za-z]{26}/;

/** The code in what was typed or scanned: the bare code, or the card's whole address. */
function codeIn(text) {
  const address = /\/V\/([0-9A-Za-z]{26})\b/i.exec(text);
  const bare = INSIDE.exec(text.normalize('NFKC').replace(/[\s\-]/g, ''));
  return address !== null ? address[1] : bare === null ? null : bare[0];
}

function told(answer) {
  return answer.kind === 'refused' ? answer.body.message : word('start-no-line');
}

screen('start', (root) => {
  fill(root,
    el('h1', {}, word('start-title')),
    el('p', {}, word('start-why')),
    phone() !== null && phone().ended === null
      ? notice('', { id: 'someone-else' }, word('start-someone-else', phone().worker)) : null,
    button(word('start-sign-in'), toSignIn, { id: 'sign-in' }),
    el('p', { class: 'quiet' }, word('start-sign-in-hint')),
    el('a', { id: 'by-card', class: 'button button-second', href: '#bind', click: remember }, word('start-card')),
    el('p', { class: 'quiet' }, word('start-card-hint')),
    isWeChat() ? notice('', { id: 'in-wechat' }, word(isIos() ? 'wechat-ios' : 'wechat')) : null,
    el('p', {}, el('a', { href: '#settings' }, word('settings'))),
  );
});

screen('bind', (root, { params, go }) => {
  const refused = notice('error', { id: 'refused', role: 'alert', hidden: true });
  const code = el('input', { type: 'text', id: 'code', class: 'code-input', autocomplete: 'off', autocapitalize: 'characters',
    spellcheck: 'false', maxlength: '120', value: params.code || '' });
  const say = (text) => {
    refused.textContent = text;
    refused.hidden = false;
    refused.scrollIntoView({ block: 'center' });
  };
  fill(root,
    el('h1', {}, word('bind-title')),
    refused,
    el('div', { class: 'field' }, el('label', { for: 'code' }, word('bind-code')), code,
      el('p', { class: 'quiet' }, word('bind-hint'))),
    button(word('bind-go'), async () => {
      const read = codeIn(code.value);
      if (read === null) {
        say(word('bind-form'));
        return;
      }
      const answer = await bind(read);
      if (answer.kind === 'ok') {
        await begun();
      } else {
        say(told(answer));
      }
    }, { id: 'bind-go' }),
    button(word('back'), () => go('start'), { class: 'button-second' }),
  );
});

screen('register', (root, { go }) => {
  const place = el('div', {}, el('p', {}, word('register-asking')));
  fill(root, el('h1', {}, word('register-title')), place);
  let left = false;
  const say = (...content) => {
    if (!left) {
      fill(place, content);
    }
  };
  const failed = (answer) => say(
    notice('error', { id: 'refused', role: 'alert' }, told(answer)),
    button(word('try-again'), () => go('register')),
    button(word('start-other'), toSignIn, { class: 'button-second' }),
    button(word('back'), () => go('start'), { class: 'button-second' }));
  whoIsSignedIn().then((answer) => {
    if (answer.kind === 'signed-out') {
      go('start', {}, true);
      return;
    }
    if (answer.kind !== 'ok') {
      failed(answer);
      return;
    }
    say(
      el('p', { id: 'who', class: 'big' }, word('register-who', answer.body.worker)),
      el('p', {}, word('register-villages', answer.body.villages.join(word('comma')))),
      phone() !== null && phone().ended === null && phone().worker !== answer.body.worker
        ? notice('', { id: 'someone-else' }, word('start-someone-else', phone().worker)) : null,
      button(word('register-go'), async () => {
        const registered = await register(answer.body);
        if (registered.kind === 'ok') {
          await begun();
        } else {
          failed(registered);
        }
      }, { id: 'register-go' }),
      el('p', { class: 'quiet' }, word('register-note')),
      el('form', { method: 'get', action: '/logout' }, el('button', { class: 'button-second', id: 'not-me' },
        word('register-not-me'))));
  });
  return () => {
    left = true;
  };
});
