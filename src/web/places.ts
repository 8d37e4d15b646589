import type { Named } from './wire.ts';

export const channels: readonly Named[] = [
  { id: '11', name: 'general' },
  { id: '12', name: 'news' },
];

export const roles: readonly Named[] = [
  { id: '21', name: 'editors' },
  { id: '22', name: 'readers' },
];

/** Direct messages belong to no server. */
export const direct: Named = { id: '13', name: 'direct' };
