/**
 * The answers of one page: what was typed, what of it the server has, and what is left to send. No screen, no network.
 *
 * An entry: `answer` as it is sent, '' when cleared; `seq` goes up with every change; `base` is the sequence number at
 * which this page and the server last agreed; `tried` is what was sent last, answered or not; `refused` says in words
 * why the server cannot read it; `typedAt` is the device's time, for information only.
 */
export class AnswerSheet {
  constructor(paper) {
    this.attempt = paper.attempt;
    this.tab = paper.tab;
    this.entries = {};
    this.drafts = {};
    for (const [number, saved] of Object.entries(paper.answers || {})) {
      this.entries[number] = entry(saved.answer, saved.seq, saved.seq);
    }
  }

  entry(number) {
    return this.entries[number] || entry('', 0, 0);
  }

  answer(number) {
    return this.entry(number).answer;
  }

  /** What is chosen of an answer that is not whole yet: it stays in the browser. */
  draft(number) {
    return this.drafts[number];
  }

  setDraft(number, draft) {
    if (draft === undefined) {
      delete this.drafts[number];
    } else {
      this.drafts[number] = draft;
    }
  }

  /** Takes an answer; says whether it changed anything. */
  change(number, answer) {
    const before = this.entry(number);
    if (before.answer === answer) {
      return false;
    }
    this.entries[number] = {
      answer,
      seq: Math.max(before.seq, before.base, before.tried ? before.tried.seq : 0) + 1,
      base: before.base,
      tried: before.tried,
      refused: null,
      typedAt: new Date().toISOString(),
    };
    return true;
  }

  /** saved | waiting | refused | part | open */
  state(number) {
    const one = this.entry(number);
    if (one.refused !== null) {
      return 'refused';
    }
    if (this.drafts[number] !== undefined) {
      return 'part';
    }
    if (one.seq > one.base) {
      return 'waiting';
    }
    return one.answer === '' ? 'open' : 'saved';
  }

  isAnswered(number) {
    return this.answer(number) !== '' && this.entry(number).refused === null && this.drafts[number] === undefined;
  }

  /** The numbers whose answers the server does not have yet and may take. */
  waiting() {
    return Object.keys(this.entries).map(Number).sort((one, other) => one - other)
      .filter((number) => this.entries[number].refused === null && this.entries[number].seq > this.entries[number].base);
  }

  /** What to send for a question, noted as tried. */
  send(number) {
    const one = this.entries[number];
    one.tried = { answer: one.answer, seq: one.seq };
    return { answer: one.answer, seq: one.seq, tab: this.tab, typedAt: one.typedAt };
  }

  /** The server has what was sent. */
  settled(number, seq) {
    const one = this.entries[number];
    one.base = Math.max(one.base, seq);
  }

  /** The server cannot read what was sent; a change since then is another matter. */
  unreadable(number, seq, message) {
    const one = this.entries[number];
    if (one.seq === seq) {
      one.refused = message;
    }
  }

  /**
   * The server has something else than this page thought.
   *
   * @returns {boolean} whether the person has to choose
   */
  meet(number, answer, seq) {
    const one = this.entry(number);
    const theirs = answer || '';
    const ours = one.tried && one.tried.seq === seq && one.tried.answer === theirs;
    if (theirs === one.answer) {
      this.entries[number] = { ...one, seq, base: seq, refused: null };
      return false;
    }
    if (seq === one.base || ours) {
      this.entries[number] = { ...one, seq: Math.max(one.seq, seq + 1), base: seq };
      return false;
    }
    return one.seq > one.base;
  }

  /** The person chose this answer where the server has another one with `seq`. */
  choose(number, answer, serverAnswer, seq) {
    const keeps = answer === (serverAnswer || '');
    this.entries[number] = entry(answer, keeps ? seq : seq + 1, seq);
    delete this.drafts[number];
  }

  /**
   * Takes over what earlier pages in this browser had not sent. `this` has just been made of the server's answers.
   *
   * @returns {Array<{number: number, server: object, others: string[]}>} where somebody has to choose
   */
  adopt(records) {
    const candidates = {};
    for (const record of records) {
      Object.entries(record.drafts || {}).forEach(([number, draft]) => {
        if (this.answer(number) === '') {
          this.drafts[number] = draft;
        }
      });
      Object.entries(record.entries || {})
        .filter(([, one]) => one.seq > one.base)
        .forEach(([number, one]) => (candidates[number] = candidates[number] || []).push(one));
    }
    const choices = [];
    for (const [number, ones] of Object.entries(candidates)) {
      const server = this.entry(number);
      const others = [...new Set(ones.map((one) => one.answer))].filter((answer) => answer !== server.answer);
      if (others.length === 0) {
        continue;
      }
      const newest = ones[ones.length - 1];
      const known = newest.base === server.seq
        || (newest.tried && newest.tried.seq === server.seq && newest.tried.answer === server.answer);
      if (others.length === 1 && known) {
        this.entries[number] = {
          ...newest, answer: others[0], seq: Math.max(newest.seq, server.seq + 1), base: server.seq,
        };
      } else {
        choices.push({ number: Number(number), server: { answer: server.answer, seq: server.seq }, others });
      }
    }
    return choices.sort((one, other) => one.number - other.number);
  }
}

function entry(answer, seq, base) {
  return { answer, seq, base, tried: null, refused: null, typedAt: new Date().toISOString() };
}
