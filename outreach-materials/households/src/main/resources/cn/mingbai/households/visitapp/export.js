import { outcome, relation } from './households.js';
import { dayOf, timeOf } from './pack.js';
import { hasWord, word } from './words.js';

/** What waits on the phone, to be carried by hand: as a file that a computer reads, and as a list that a person types from. */

const time = (at) => dayOf(at) + ' ' + timeOf(at);

/** What a record says, in one line. */
export function said(row) {
  const { record, about } = row;
  if (record.kind === 'meeting') {
    return word('said-meeting', record.households.length, record.place || '');
  }
  if (record.kind === 'visit') {
    const parts = [outcome(record.outcome)];
    if (record.informed) {
      parts.push(relation(record.informed) + (record.member ? word('colon') + record.member : ''));
    }
    return parts.join(' · ');
  }
  return word(hasWord('said-' + record.kind) ? 'said-' + record.kind : 'said-other', about.head || '', about.said || '');
}

/** Which household it is about. */
export function whose(row) {
  const { about, record } = row;
  return [about.village, about.group, about.head, about.number || record.number].filter((one) => one).join(' ');
}

/** The list, one record a line; under a meeting the numbers of all its households. */
export function asText(rows) {
  const lines = [word('export-head', rows.length)];
  for (const row of rows) {
    lines.push([time(row.at), row.worker, whose(row), said(row)].join('  '));
    if (row.record.kind === 'meeting') {
      lines.push('    ' + (row.about.numbers || []).join(' '));
    }
  }
  return lines.join('\n');
}

/**
 * The file: the records as they would be sent, and under whose name and registration they were made. No key is in it.
 * The office reads it at /phone-file.
 */
export function asFile(rows) {
  return JSON.stringify({
    format: 'mingbai-visits/1',
    made: new Date().toISOString(),
    records: rows.map((row) => ({ device: row.device, worker: row.worker, about: row.about, record: row.record })),
  }, null, 1);
}

/** Saves a text as a file on the phone. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
