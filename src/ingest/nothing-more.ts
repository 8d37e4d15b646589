/** What an article from outside does not say of itself. */
export const nothingMore = {
  origin: null,
  translation: null,
  basedOn: [],
  copyOf: null,
  status: 'current',
} as const;
