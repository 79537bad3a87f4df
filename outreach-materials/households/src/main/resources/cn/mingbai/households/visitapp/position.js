/** Where the phone is, only where the district keeps it for a reason that the worker is told; nothing waits for it. */
const FRESH_MS = 120000;
const PATIENCE_MS = 20000;

let last = null;

/** Begins to look where the phone is. */
export function look() {
  navigator.geolocation?.getCurrentPosition(({ coords, timestamp }) => {
    last = { at: timestamp, lat: coords.latitude, lon: coords.longitude, accuracy: Math.round(coords.accuracy) };
  }, () => {
    // Refused, no signal, indoors: a visit counts without it.
  }, { enableHighAccuracy: true, maximumAge: 60000, timeout: PATIENCE_MS });
}

/** Where the phone was a moment ago, as a record says it; undefined when nobody knows. Browsers give WGS 84. */
export function here() {
  return last === null || Date.now() - last.at > FRESH_MS ? undefined
    : { lat: last.lat, lon: last.lon, accuracy: last.accuracy, system: 'WGS84' };
}
