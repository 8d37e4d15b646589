/** Does the work while the caller waits, since the file takes far less than a millisecond; a fault is a rejection. */
export function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
