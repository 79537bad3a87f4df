/**
 * The server's clock, as far as this page knows it. Built on the browser's monotonic clock: whatever somebody sets the
 * device's clock to changes nothing. All times in milliseconds since 1970.
 */
export class ServerClock {
  constructor() {
    this.base = null;
  }

  /** What the monotonic clock says, to be read before a call. */
  static mark() {
    return performance.now();
  }

  /**
   * Takes the server's word for the time.
   *
   * @param {string} instant as the server wrote it
   * @param {number} sentAt the mark before the call; the answer is taken to have been written half-way
   */
  hear(instant, sentAt) {
    const server = Date.parse(instant);
    if (Number.isNaN(server)) {
      return;
    }
    const heardAt = performance.now();
    const trip = heardAt - sentAt;
    // A slow answer says less than a quick one that is still fresh.
    if (this.base !== null && !this.doubted && trip > 4000 && heardAt - this.heardAt < 60000) {
      return;
    }
    this.base = server + trip / 2 - heardAt;
    this.heardAt = heardAt;
    this.doubted = false;
    this.drift = Date.now() - heardAt;
  }

  /** The server's time now, or null when it has never been heard. */
  now() {
    return this.base === null ? null : this.base + performance.now();
  }

  /**
   * Whether the server should be asked again because both clocks of the device stopped agreeing: it slept, or somebody
   * set its clock.
   */
  isDoubtful() {
    if (this.base !== null && Math.abs(Date.now() - performance.now() - this.drift) > 2000) {
      this.doubted = true;
    }
    return this.doubted === true;
  }

  /** Says that the device may have slept. */
  doubt() {
    this.doubted = true;
  }
}

const format = (parts) => new Intl.DateTimeFormat(document.documentElement.lang || 'zh-CN',
  { timeZone: 'Asia/Shanghai', ...parts });
const time = format({ hour: '2-digit', minute: '2-digit', hour12: false });
const day = format({ month: 'long', day: 'numeric' });

/** 15:30, and the day before it when that is another one than today's by the server's clock. */
export function clockTime(instant, now) {
  const at = new Date(instant);
  const today = now === null || day.format(at) === day.format(new Date(now));
  return today ? time.format(at) : day.format(at) + ' ' + time.format(at);
}
