// Reads one typed number a line, as JSON, and answers what the phone makes of it.
import { createInterface } from 'node:readline';
import { typed, typedBlank } from './visitapp/number.js';

const read = process.argv[2] === 'blank' ? typedBlank : typed;
const answers = [];
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const one = read(JSON.parse(line));
  answers.push(one.wrong ?? one.shown);
}
process.stdout.write(answers.join('\n') + '\n');
