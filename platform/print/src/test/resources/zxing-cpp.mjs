// Reads QR codes with zxing-cpp. Argument: the folder of zxing-wasm. Input: width, height (32 bits each, little-endian)
// and as many grey bytes, again and again. Output: a line for each picture, the text of its codes parted by tabs.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const { prepareZXingModule, readBarcodes } = await import(pathToFileURL(`${folder}/dist/es/reader/index.js`));
const wasm = readFileSync(`${folder}/dist/reader/zxing_reader.wasm`);
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });

// Codes stand upright and dark on white: nothing else is tried.
const options = { formats: ['QRCode'], tryHarder: true, tryRotate: false, tryInvert: false, tryDownscale: false };
let waiting = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  waiting = waiting.length ? Buffer.concat([waiting, chunk]) : chunk;
  while (waiting.length >= 8) {
    const width = waiting.readUInt32LE(0);
    const height = waiting.readUInt32LE(4);
    if (waiting.length < 8 + width * height) {
      break;
    }
    const data = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; i++) {
      data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = waiting[8 + i];
      data[4 * i + 3] = 255;
    }
    waiting = waiting.subarray(8 + width * height);
    const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, options);
    process.stdout.write(`${found.filter((one) => one.isValid).map((one) => one.text).join('\t')}\n`);
  }
}
