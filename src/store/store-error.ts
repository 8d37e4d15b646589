/** The message says why the store cannot be used, and what to do. */
export class StoreError extends Error {}

/** Nothing can be written now, though what is there can be read; it passes once there is room, or permission. */
export class Unwritable extends StoreError {}
