import { Channel } from './channel/channel.tsx';
import { Knowledge } from './knowledge/knowledge.tsx';
import type { View } from './view.ts';
import { Why } from './why/why.tsx';

/** All views of the page, in the order in which they are offered; the first one is where it opens. */
export const views: readonly View[] = [
  { path: '', name: 'channel', Draw: Channel },
  { path: 'knowledge', name: 'knowledge', Draw: Knowledge },
  { path: 'why', name: 'why', Draw: Why },
];
