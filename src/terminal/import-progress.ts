/** Cells of the bar. */
const barCells = 24;
/** Milliseconds before the bar appears: earlier, a rate would be meaningless, and short imports need no bar. */
const quietMs = 1000;

const toStartOfLine = '\r\u001b[K';

export interface ImportProgress {
  /** Advances by one; `show` prints the item's line above the bar. */
  done(show: () => void): void;
  end(): void;
}

/**
 * Draws a progress bar in the last line of a terminal; elsewhere nothing, since every article gets a line anyway.
 *
 * @param total number of items; until it is known, the bar has no length
 * @param now milliseconds; default the clock
 */
export function showProgress(
  terminal: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number },
  total: () => Promise<number>,
  now: () => number = () => performance.now(),
): ImportProgress {
  if (terminal.isTTY !== true) {
    return {
      done: (show) => {
        show();
      },
      end: () => undefined,
    };
  }
  const startedAt = now();
  let of: number | null = null;
  let done = 0;
  let isShown = false;
  total().then(
    (all) => (of = all),
    // What cannot be counted is refused when its turn comes; the bar then has no length.
    () => undefined,
  );
  const erase = () => {
    if (isShown) terminal.write(toStartOfLine);
    isShown = false;
  };
  return {
    done(show) {
      done++;
      erase();
      show();
      const ms = now() - startedAt;
      if (ms < quietMs) return;
      terminal.write(
        progressLine(done, of, ms).slice(0, (terminal.columns === 0 ? 80 : (terminal.columns ?? 80)) - 1),
      );
      isShown = true;
    },
    end: erase,
  };
}

/** @param of `null` while unknown */
export function progressLine(done: number, of: number | null, ms: number): string {
  const rate = (1000 * done) / ms;
  const speed = `${rate < 10 ? rate.toFixed(1) : rate.toFixed(0)}/s`;
  if (of === null || of < done) return `${done} articles, ${speed}`;
  const full = Math.floor((barCells * done) / of);
  const bar = `${'█'.repeat(full)}${'░'.repeat(barCells - full)}`;
  return `${bar} ${Math.floor((100 * done) / of)} % | ${done} of ${of} articles, ${speed}, ${durationWords((of - done) / rate)} left`;
}

function durationWords(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
