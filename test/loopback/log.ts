/** A growing list on which tests can wait for an item, whether it came already or is still to come. */
export class Log<T> {
  readonly items: T[] = [];
  readonly #waiting = new Set<(item: T) => void>();
  readonly #keep: number;

  /** `keep`: how many of the latest items stay; older ones are forgotten (default: all). */
  constructor(keep = Infinity) {
    this.#keep = keep;
  }

  push(item: T): void {
    this.items.push(item);
    if (this.items.length > this.#keep) this.items.shift();
    for (const look of [...this.#waiting]) look(item);
  }

  /** The first item that is `wanted`; fails after `withinMs` (default 10,000) and says what came instead. */
  when(wanted: (item: T) => boolean, what: string, withinMs = 10_000): Promise<T> {
    const seen = this.items.find(wanted);
    if (seen !== undefined) return Promise.resolve(seen);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const look = (item: T): void => {
        if (!wanted(item)) return;
        stop();
        resolve(item);
      };
      const timer = setTimeout(() => {
        stop();
        const came = JSON.stringify(this.items.slice(-5)).slice(0, 2000);
        reject(new Error(`Waited ${withinMs} ms for ${what}. The last that came: ${came}`));
      }, withinMs);
      timer.unref();
      this.#waiting.add(look);
    });
  }

  /** Resolves once `count` items have come; no `keep` may be set for this. */
  async reached(count: number, what: string, withinMs?: number): Promise<T> {
    await this.when(() => this.items.length >= count, what, withinMs);
    return this.items[count - 1]!;
  }
}

/** A map that forgets its oldest entries beyond `keep`, so that long benches do not measure the loopback's memory. */
export class Shelf<V> extends Map<string, V> {
  readonly #keep: number;

  constructor(keep = Infinity) {
    super();
    this.#keep = keep;
  }

  override set(key: string, value: V): this {
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.size <= this.#keep) break;
      this.delete(oldest);
    }
    return this;
  }
}
