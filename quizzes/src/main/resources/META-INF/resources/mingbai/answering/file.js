/** The last resort: the answers as a file for the town officer. */

let table = null;

function crc32(text) {
  if (table === null) {
    table = Array.from({ length: 256 }, (unused, index) => {
      let value = index;
      for (let bit = 0; bit < 8; bit++) {
        value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      }
      return value >>> 0;
    });
  }
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

/** The file's text; its check sum finds damage, nothing else. */
export function answerFile(sheet, title, serverNow, deadline) {
  const answers = Object.keys(sheet.entries).map(Number).sort((one, other) => one - other).map((number) => {
    const one = sheet.entries[number];
    return { number, answer: one.answer, seq: one.seq, typedAt: one.typedAt, saved: one.seq <= one.base };
  });
  const lines = answers.map((one) => `${one.number}|${one.seq}|${one.typedAt}|${one.answer}\n`).join('');
  return JSON.stringify({
    kind: 'mingbai-answers',
    version: 1,
    attempt: sheet.attempt,
    tab: sheet.tab,
    title,
    writtenAt: new Date().toISOString(),
    serverTime: serverNow === null ? null : new Date(serverNow).toISOString(),
    deadline,
    answers,
    check: crc32(`${sheet.attempt}\n${sheet.tab}\n${lines}`),
  }, null, 1);
}

/** Offers a text as a file to the browser. */
export function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
