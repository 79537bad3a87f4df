import { rest } from './line.js';
import { page, safePath } from './page.js';

const SIGNED_OUT_MS = 15000;
const acts = {};

/** What is done when the server says this of the attempt: `gone`, `older-tab`, `ended` or `not-started`. */
export function whenTold(problem, act) {
  acts[problem] = act;
}

/** Does what this asks for. */
export function told(problem) {
  return acts[problem]();
}

/** Acts on what cannot be mended by asking again; says whether it was such a thing. */
export function stopped(answer) {
  const problem = answer.body.problem;
  if (answer.status === 401) {
    page.expired = safePath(answer.body.signIn);
    rest(SIGNED_OUT_MS);
    return true;
  }
  if (answer.status === 404 || answer.status === 410) {
    told('gone');
    return true;
  }
  if (acts[problem]) {
    told(problem);
    return true;
  }
  return false;
}
