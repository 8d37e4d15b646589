/** A file of the build. The build lies beside the sources, so that this is true in either. */
export const built = (name: string): URL => new URL(`../dist/${name}`, import.meta.url);
