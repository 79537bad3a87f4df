/**
 * Reads codes with the camera: by the browser's own BarcodeDetector where it reads QR codes, else by zxing-wasm, which comes
 * from our own server. Nothing of a picture leaves the phone.
 */
import { doorOf } from './door.js';

const PAUSE_MS = 120;
/** The same text is told again only after this time, so that a wrong code does not shout. */
const AGAIN_MS = 3000;
/** The longer side of the picture that zxing-wasm reads: at 15 to 30 cm a printed code has enough points in it. */
const LONGER_SIDE = 1280;
const PROBLEMS = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const READER = 'zxing_reader.js';
const WASM = 'zxing_reader.wasm';

let wasm = null;

/**
 * Brings what reading needs onto the phone, so that it also works without a line; a browser with a detector of its own needs
 * nothing. Resolves to whether codes can be read from now on.
 */
export async function prepare() {
  if (await native() !== null) {
    return true;
  }
  try {
    const answers = await Promise.all([READER, WASM].map((name) => fetch(beside(name))));
    return answers.every((answer) => answer.ok);
  } catch (noLine) {
    return false;
  }
}

const beside = (name) => new URL(`./${name}`, import.meta.url).href;

async function native() {
  try {
    const formats = await globalThis.BarcodeDetector.getSupportedFormats();
    return formats.includes('qr_code') ? new globalThis.BarcodeDetector({ formats: ['qr_code'] }) : null;
  } catch (none) {
    return null;
  }
}

function zxing() {
  if (wasm === null) {
    wasm = script(READER).then(async () => {
      const reader = globalThis.ZXingWASM;
      await reader.prepareZXingModule({
        overrides: { locateFile: beside },
        fireImmediately: true,
      });
      return reader;
    });
    wasm.catch(() => {
      wasm = null;
    });
  }
  return wasm;
}

/** Runs a script that is no module, from beside this one. */
function script(name) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement('script');
    tag.src = beside(name);
    tag.onload = resolve;
    tag.onerror = () => {
      tag.remove();
      reject(new Error(`${name} did not come`));
    };
    document.head.append(tag);
  });
}

/** A function that gives the texts of the codes which a video shows now. */
async function reading() {
  const detector = await native();
  let broken = detector === null;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (broken) {
    await zxing();
  }
  return async (video) => {
    if (!broken) {
      try {
        return (await detector.detect(video)).map((code) => code.rawValue);
      } catch (unusable) {
        // Phones without Google's services have a detector that only fails; a video that shows nothing yet fails too.
        if (unusable.name === 'InvalidStateError') {
          return [];
        }
        broken = true;
      }
    }
    const reader = await zxing();
    const scale = Math.min(1, LONGER_SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const codes = await reader.readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), {
      formats: ['QRCode'],
      tryHarder: true,
      maxNumberOfSymbols: 4,
    });
    return codes.filter((code) => code.isValid).map((code) => code.text);
  };
}

/**
 * Opens the camera and reads until it is closed.
 *
 * @param video where the picture is shown
 * @param onText told of a text that was read; a sheet's code comes before any other in the same picture
 * @param onProblem told why nothing is read: `insecure`, `refused`, `missing`, `busy`, `ended` or `reader`
 * @return a promise of `{close, hasTorch, torch(on)}`; of null when the camera does not open
 */
export async function open(video, { onText, onProblem }) {
  if (!navigator.mediaDevices?.getUserMedia) {
    onProblem(globalThis.isSecureContext ? 'missing' : 'insecure');
    return null;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch (failed) {
    onProblem(PROBLEMS[failed.name] ?? 'missing');
    return null;
  }
  const track = stream.getVideoTracks()[0];
  let closed = false;
  const close = () => {
    closed = true;
    stream.getTracks().forEach((each) => each.stop());
    video.srcObject = null;
  };
  track.addEventListener('ended', () => {
    if (!closed) {
      close();
      onProblem('ended');
    }
  });
  try {
    await keepSharp(track);
    await show(video, stream);
    readOn(video, await reading(), () => closed, onText, (problem) => {
      close();
      onProblem(problem);
    });
  } catch (failed) {
    close();
    onProblem('reader');
    return null;
  }
  const hasTorch = Boolean(track.getCapabilities?.().torch);
  return {
    close,
    hasTorch,
    torch: (on) => track.applyConstraints({ advanced: [{ torch: on }] }).then(() => true, () => false),
  };
}

async function keepSharp(track) {
  if (track.getCapabilities?.().focusMode?.includes('continuous')) {
    await track.applyConstraints({ advanced: [{ focusMode: 'continuous' }] }).catch(() => {});
  }
}

// Inside WeChat a video stays black unless it is told to play, inline and without sound.
async function show(video, stream) {
  video.setAttribute('playsinline', '');
  video.muted = true;
  video.srcObject = stream;
  await video.play().catch(() => {});
}

async function readOn(video, read, isClosed, onText, onFailed) {
  let last = '';
  let lastAt = 0;
  while (!isClosed()) {
    let texts = [];
    try {
      texts = video.videoWidth > 0 ? await read(video) : [];
    } catch (failed) {
      onFailed('reader');
      return;
    }
    const text = texts.find((one) => doorOf(one)?.token) ?? texts.find((one) => one !== '');
    if (text !== undefined && !isClosed() && (text !== last || performance.now() - lastAt > AGAIN_MS)) {
      last = text;
      lastAt = performance.now();
      onText(text);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
}
