import pg from 'pg';

/**
 * Calls a listener for each NOTIFY on a channel, and whenever the connection is there again after it was lost, since what was said
 * meanwhile is not repeated.
 *
 * @returns ends it
 */
export type Listen = (channel: string, listener: () => void) => () => void;

/** Milliseconds until a lost connection is tried again. */
const againMs = 2000;

/** Each has a connection of its own, which is only waited on. */
export function listenWith(settings: pg.ClientConfig): Listen {
  return (channel, listener) => {
    let client: pg.Client | undefined;
    let timer: NodeJS.Timeout | undefined;
    let isEnded = false;
    const again = () => {
      if (isEnded || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        void connect();
      }, againMs).unref();
    };
    const connect = async () => {
      const opened = new pg.Client(settings);
      client = opened;
      // That PostgreSQL is away is told by `watchWritable`.
      opened.on('error', again).on('end', again).on('notification', listener);
      try {
        await opened.connect();
        await opened.query(`LISTEN ${channel}`);
        listener();
      } catch {
        opened.end().catch(() => undefined);
        again();
      }
    };
    void connect();
    return () => {
      isEnded = true;
      clearTimeout(timer);
      client?.end().catch(() => undefined);
    };
  };
}
