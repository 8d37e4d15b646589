/** The message says why the store cannot be used, and what to do. */
export class StoreError extends Error {}

/** Nothing can be written now, though what is there can be read; it passes once there is room, or permission. */
export class Unwritable extends StoreError {}

/** It is stored, and other processes have it; the data folder of this one cannot take it over now. */
export class NotHereYet extends StoreError {}

/** No process could be found that does what only one may do; nothing was done. */
export class NoLeader extends StoreError {}

/** The process that did something ended before it could say what became of it. */
export class OutcomeUnknown extends StoreError {}
