// Doing many things a few at a time.

/** Calls `each` for 0 … count-1, at most `atOnce` under way; the first failure is thrown. Results keep their order. */
export async function inParallel<T>(
  count: number,
  atOnce: number,
  each: (index: number) => Promise<T>,
): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await each(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
  return results;
}
