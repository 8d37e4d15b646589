import { AsyncLocalStorage } from 'node:async_hooks';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { NotOurs } from '../chat/contract/notifier.ts';

/** Tells whether what is being done is still this process's to do. */
const doing = new AsyncLocalStorage<() => boolean>();

/** Does work, whose requests to Discord are sent only as long as `isOurs`: a process may hang, and others do it meanwhile. */
export const whileOurs = <T>(isOurs: () => boolean, work: () => T): T => doing.run(isOurs, work);

export const isStillOurs = () => doing.getStore()?.() ?? true;

/** Sends a request; the last moment at which it can be told whether it is to be sent. @throws {NotOurs} */
export const sendWhileOurs: RESTOptions['makeRequest'] = (url, init) =>
  isStillOurs() ? DefaultRestOptions.makeRequest(url, init) : Promise.reject(new NotOurs());
