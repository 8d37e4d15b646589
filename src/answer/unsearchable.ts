/** The articles cannot be searched now, and it passes; the message says why. */
export class Unsearchable extends Error {}
