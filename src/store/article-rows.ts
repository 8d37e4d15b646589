/** A file of imported articles, or a line of one to which lines are added, as every process has it in its data folder. */
export interface ArticleRow {
  /** Below the data folder, with "/" between names. */
  readonly path: string;
  /** The first word of a line, which it replaces; empty for a whole file. */
  readonly line: string;
  /** `null`: there is none any more. */
  readonly content: string | null;
  /** When its file was written. */
  readonly at: Date;
}

export interface NumberedRow extends ArticleRow {
  /** Grows with every change, in the order in which changes are committed. */
  readonly seq: number;
}

/** The imported articles of several processes, in what they share. Each follows them with a copy in its data folder. */
export interface ArticleRows {
  /** Tells one store from another. */
  readonly store: string;
  /**
   * Replaces rows, all or none, in one step; no path and line may come twice.
   *
   * @returns their numbers
   */
  put(rows: readonly ArticleRow[]): Promise<readonly number[]>;
  /** Rows with a higher number than `seq`, lowest first, at most `most`. */
  since(seq: number, most: number): Promise<readonly NumberedRow[]>;
  /** The highest number; 0 where there are none. */
  last(): Promise<number>;
  /**
   * Calls a listener when there may be new rows. Some changes may go untold, so that it must look by itself, too.
   *
   * @returns ends it
   */
  listen(listener: () => void): () => void;
}
