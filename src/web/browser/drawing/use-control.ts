/** What can be done with a control: `chosen` are the values of a select. */
export type UseControl = (customId: string, chosen: readonly string[]) => void;
