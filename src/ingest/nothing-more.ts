/** Facts that an article from outside does not state. */
export const nothingMore = {
  origin: null,
  translation: null,
  basedOn: [],
  copyOf: null,
  status: 'current',
} as const;
