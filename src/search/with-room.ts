type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array;

/** The array itself where it is long enough; else a copy with some room to grow, zeros at the end. */
export function withRoom<Kind extends Numbers>(array: Kind, length: number): Kind {
  if (length <= array.length) return array;
  const longer = new (array.constructor as new (length: number) => Kind)(Math.ceil(length * 1.5) + 64);
  longer.set(array);
  return longer;
}
