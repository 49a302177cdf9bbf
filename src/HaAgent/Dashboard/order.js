// In which order things stand. It holds still while the pointer, or the focus of the keyboard, is on them, and figures move it seldom.

const EVERY = 5000;
const names = new Intl.Collator('en', { numeric: true });

export const byName = (a, b) => names.compare(a.name, b.name);

export class Order {
  #area;
  #isHeld = false;
  #places = new Map();
  #key = '';
  #sortedAt = 0;

  constructor(area) {
    this.#area = area;
    area.addEventListener('pointerenter', () => { this.#isHeld = true; });
    area.addEventListener('pointerleave', () => { this.#isHeld = false; });
  }

  // items by compare; key says by what, and another key sorts anew at once.
  of(items, compare, key, now = Date.now()) {
    const isSame = key === this.#key;
    const isHeld = isSame && (this.#isHeld || this.#area.contains(document.querySelector(':focus-visible')));
    const isNew = items.some(item => !this.#places.has(item.name));
    if (!isSame || (!isHeld && (isNew || now - this.#sortedAt >= EVERY || !compare.isMoving))) {
      const sorted = items.toSorted((a, b) => compare(a, b) || byName(a, b));
      this.#places = new Map(sorted.map((item, index) => [item.name, index]));
      this.#key = key;
      this.#sortedAt = now;
      return sorted;
    }

    const place = item => this.#places.get(item.name) ?? Infinity;
    return items.toSorted((a, b) => (place(a) === place(b) ? byName(a, b) : place(a) - place(b)));
  }
}
