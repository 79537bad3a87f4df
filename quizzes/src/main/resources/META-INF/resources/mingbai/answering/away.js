/**
 * Counts how often, and for how long, the page was left: told to the person and to the server, and never held against
 * anybody. Only what the browser itself calls hidden counts, so that a keyboard or a list that opens does not.
 */
export class Away {
  /**
   * @param {() => boolean} counts whether leaving counts now
   * @param {(left: {seconds: number, typedAt: string}) => void} told on coming back
   */
  constructor(counts, told) {
    let since = null;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        since = counts() ? Date.now() : null;
      } else if (since !== null) {
        const seconds = Math.min(86400, Math.max(1, Math.round((Date.now() - since) / 1000)));
        const typedAt = new Date(since).toISOString();
        since = null;
        told({ seconds, typedAt });
      }
    });
  }
}
