/** exp(−distance / scale) of distances in tokens, looked up: a question asks for tens of thousands. */
export function decay(scale: number): (distance: number) => number {
  const known = Float64Array.from({ length: 1000 }, (_, distance) => Math.exp(-distance / scale));
  return (distance) =>
    distance >= 0 && distance < known.length ? known[distance]! : Math.exp(-distance / scale);
}
