import type { Logger } from 'pino';
import type { Shared } from '../store/shared.ts';
import type { Importer } from './contract.ts';

type Method = Exclude<keyof Importer, 'opmlOf'>;

/** Written out, since what is called for comes as a row. */
const methods: Readonly<Record<Method, true>> = {
  add: true,
  addFile: true,
  preview: true,
  remove: true,
  restore: true,
  removed: true,
  isRemoved: true,
  versions: true,
  idOf: true,
  edit: true,
  feedsInOpml: true,
  subscribe: true,
};

type Callable = (...given: readonly unknown[]) => Promise<unknown>;

/**
 * An importer that has the leader do what it is asked, in whatever process that is; where it is this one, for the others too.
 *
 * @param own imports in this process
 * @param heard waits until what the leader has written is here
 * @throws as `Calls.call`
 */
export function importerOfLeader(
  own: Importer,
  { leadership, calls }: Pick<Shared, 'leadership' | 'calls'>,
  heard: () => Promise<unknown>,
  log: Logger,
): Importer {
  const ownCall = (method: string) => (own as unknown as Readonly<Record<string, Callable>>)[method]!;
  calls.serve(async (method, given, progress) => {
    if (!Object.hasOwn(methods, method))
      throw new Error(`Expected a method of the importer, got "${method}".`);
    return ownCall(method)(...given, progress);
  }, log);
  const call =
    (method: string): Callable =>
    async (...given) => {
      if (leadership.isLeader) return ownCall(method)(...given);
      const last = given.at(-1);
      const progress = typeof last === 'function' ? (last as (done: number, of: number) => void) : undefined;
      const outcome = await calls.call(method, progress === undefined ? given : given.slice(0, -1), progress);
      await heard();
      return outcome;
    };
  return {
    ...own,
    ...(Object.fromEntries(Object.keys(methods).map((method) => [method, call(method)])) as unknown as Pick<
      Importer,
      Method
    >),
  };
}
