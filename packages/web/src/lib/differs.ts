// Whether two objects differ in any of their fields, each compared as it is.

export function differs<T extends object>(one: T, other: T): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof T)[];
  return names.some((name) => one[name] !== other[name]);
}
