/** Discord's limit of characters over all text displays of a message. https://discord.com/developers/docs/components/reference */
export const messageCharacters = 4000;

/** Discord's limit of components in a message, nested ones included. */
export const messageComponents = 40;

/**
 * Our own limits, in characters before escaping, which at most doubles them: with one of each, a quote still has room.
 * A link is measured as it is sent.
 */
export const longest = { heading: 300, text: 1000, title: 200, name: 100, notes: 300, link: 1500 };
