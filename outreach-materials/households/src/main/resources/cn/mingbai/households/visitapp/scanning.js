import { doorOf } from './door.js';
import { button, el, fill, notice } from './dom.js';
import { finderFor, numberField } from './finding.js';
import { linkTo, screen } from './router.js';
import { open } from './scan.js';
import { fetchList } from './sending.js';
import { word } from './words.js';

/** Finding a household: by the camera, by its number, or by a code that brought one here. */

const refresh = (after) => button(word('door-refresh'), async () => {
  await fetchList(true);
  after();
}, { id: 'refresh', class: 'button-second' });

screen('scan', (root, context) => {
  const { go } = context;
  const finder = finderFor(context.params.for, context.pack);
  const video = el('video', { id: 'camera', hidden: true, 'aria-label': word('scan-hint') });
  const said = el('div', { id: 'scan-said', role: 'alert' });
  const hint = el('p', { id: 'scan-hint', class: 'quiet' }, word('scan-opening'));
  const light = el('div', {});
  let camera = null;
  let left = false;

  async function read(text) {
    const door = doorOf(text);
    if (door === null || left) {
      return;
    }
    if (door.foreign !== undefined) {
      fill(said, notice('error', { id: 'foreign' }, word('foreign-' + door.foreign)));
      return;
    }
    const found = await finder.find(context.pack, door);
    if (left) {
      return;
    }
    navigator.vibrate?.(60);
    if (!finder.enter(found, go)) {
      fill(said, notice('error', { id: 'elsewhere' }, finder.noDoor(found, (one) => finder.enter(one, go)),
        refresh(() => fill(said))));
    }
  }

  function problem(what) {
    if (left) {
      return;
    }
    camera = null;
    video.hidden = true;
    fill(light);
    hint.hidden = true;
    fill(said, notice('error', { id: 'no-camera', 'data-problem': what }, el('p', {}, word('scan-problem-' + what)),
      what === 'insecure' || what === 'missing' ? null : button(word('scan-again'), start, { id: 'scan-again', class: 'button-second' })));
  }

  async function start() {
    fill(said);
    hint.hidden = false;
    hint.textContent = word('scan-opening');
    const opened = await open(video, { onText: read, onProblem: problem });
    if (opened === null) {
      return;
    }
    if (left) {
      opened.close();
      return;
    }
    camera = opened;
    video.hidden = false;
    hint.textContent = word('scan-hint');
    if (camera.hasTorch) {
      let on = false;
      const torch = button(word('scan-light'), async () => {
        if (await camera.torch(!on)) {
          on = !on;
          torch.setAttribute('aria-pressed', String(on));
        }
      }, { id: 'torch', class: 'button-second', 'aria-pressed': 'false' });
      fill(light, torch);
    }
  }

  // A camera that runs behind another page empties the battery.
  const away = () => {
    if (document.hidden && camera !== null) {
      camera.close();
      problem('ended');
    }
  };

  root.append(
    el('h1', {}, word(finder.title ?? 'scan-title')),
    video,
    hint,
    light,
    said,
    numberField(context, (found) => finder.enter(found, go), finder),
    el('p', { class: 'quiet' }, word(finder.otherWays ?? 'scan-other-ways')),
    el('a', { id: 'from-list', class: 'button button-second', href: finder.list }, word('to-list')));
  document.addEventListener('visibilitychange', away);
  start();
  return () => {
    left = true;
    document.removeEventListener('visibilitychange', away);
    camera?.close();
  };
});

screen('door', (root, context) => {
  const { params, go } = context;
  let left = false;

  async function look() {
    // The list may have come meanwhile, and with it what else this phone is for.
    const finder = finderFor(params.for, context.pack);
    const door = doorOf(params.door);
    const found = left || door?.token === undefined ? null : await finder.find(context.pack, door);
    if (left || (found !== null && finder.enter(found, go, true))) {
      return;
    }
    fill(root,
      el('h1', {}, word('door-none')),
      notice('error', { id: 'elsewhere', role: 'alert' }, found === null ? el('p', {}, word('foreign-other'))
        : finder.noDoor(found, (one) => finder.enter(one, go, true))),
      refresh(look),
      el('a', { id: 'scan', class: 'button', href: linkTo('scan', { for: params.for }) }, word('to-scan')),
      el('a', { id: 'from-list', class: 'button button-second', href: finder.list }, word('to-list')));
  }

  root.append(el('h1', {}, word('door-looking')));
  look();
  return () => {
    left = true;
  };
});
