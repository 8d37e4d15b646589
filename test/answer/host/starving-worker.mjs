// The archive's own thread, but for one line of JSON that takes more memory than there is.
const { parse } = JSON;
JSON.parse = (text, ...rest) => {
  const hoard = [];
  while (String(text).includes('"starve"'))
    hoard.push(Array.from({ length: 100_000 }, (_, place) => [place]));
  return parse(text, ...rest);
};
await import(new URL('../../../dist/archive-worker.js', import.meta.url));
