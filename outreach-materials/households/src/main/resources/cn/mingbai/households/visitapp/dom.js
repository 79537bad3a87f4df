/** Builds what is on screen. Text always goes in as text, so that no name of the list can become markup. */

/**
 * An element. Of `attributes`, functions are listened to (`click`), booleans are set as properties (`hidden`), the rest as
 * attributes; null and undefined are passed over.
 */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined) {
      continue;
    }
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (typeof value === 'boolean') {
      element[name] = value;
    } else {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts these into an element in the place of what was there. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button that does its work once: what is pressed again while the work is under way is passed over. */
export function button(text, work, attributes) {
  let busy = false;
  const element = el('button', { type: 'button', ...attributes, click: async () => {
    if (busy) {
      return;
    }
    busy = true;
    element.setAttribute('aria-disabled', 'true');
    try {
      await work(element);
    } finally {
      busy = false;
      element.removeAttribute('aria-disabled');
    }
  } }, text);
  return element;
}

/** Begins what was just drawn from its top, for eyes and for who has it read out; `selector` names the heading to read first. */
export function toHeading(root, selector = 'h1') {
  const heading = root.querySelector(selector);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** A box with a sentence; `kind` is `done`, `error` or nothing. */
export function notice(kind, attributes, ...children) {
  return el('div', { class: 'notice' + (kind ? ' notice-' + kind : ''), ...attributes }, ...children);
}
