// Loaded before a program, this shifts its wall clock by the milliseconds that stand in the file BENCH_CLOCK, as they change.
import { readFileSync } from 'node:fs';

const Wall = Date;
let shift = 0;
setInterval(() => {
  shift = Number(readFileSync(process.env.BENCH_CLOCK, 'utf8'));
}, 100).unref();
shift = Number(readFileSync(process.env.BENCH_CLOCK, 'utf8'));

globalThis.Date = class extends Wall {
  constructor(...given) {
    super(...(given.length === 0 ? [Wall.now() + shift] : given));
  }

  static now() {
    return Wall.now() + shift;
  }
};
