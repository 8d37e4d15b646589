import { Channel } from './channel/channel.tsx';
import type { View } from './view.ts';

/** All views of the page, in the order in which they are offered; the first one is where it opens. */
export const views: readonly View[] = [{ path: '', name: 'channel', Draw: Channel }];
