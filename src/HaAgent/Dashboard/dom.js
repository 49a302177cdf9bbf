// How elements are made and kept. What the API answers enters the page as text only, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

export const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

export const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }

  element.append(...children);
  return element;
}

// Leaves what is the same alone: a selection in it survives, and a screen reader does not read it again.
export function say(element, text) {
  const wanted = String(text);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

export function pill(element, { label, tone }) {
  say(element, label);
  if (element.className !== `pill ${tone}`) {
    element.className = `pill ${tone}`;
  }
}

// A list whose elements live as long as their keys, so that focus and half-typed input survive an update.
// make() gives { element, update(item) }.
export class KeyedList {
  #parent;
  #make;
  #entries = new Map();

  constructor(parent, make) {
    this.#parent = parent;
    this.#make = make;
  }

  show(items, keyOf) {
    const wanted = new Set(items.map(keyOf));
    for (const [key, entry] of this.#entries) {
      if (!wanted.has(key)) {
        entry.element.remove();
        this.#entries.delete(key);
      }
    }

    let at = this.#parent.firstElementChild;
    for (const item of items) {
      const key = keyOf(item);
      const entry = this.#entries.get(key) ?? this.#make(item);
      this.#entries.set(key, entry);
      entry.update(item);
      if (entry.element === at) {
        at = at.nextElementSibling;
      } else {
        this.#parent.insertBefore(entry.element, at);
      }
    }
  }
}

export function setClass(element, name) {
  if (element.getAttribute('class') !== name) {
    element.setAttribute('class', name);
  }
}

// An element with this text, and no markup of it.
export function words(name, className, text) {
  const element = el(name, { class: className });
  say(element, text);
  return element;
}
