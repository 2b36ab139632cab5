// What this browser remembers between visits. A browser that forbids it still chats, it only forgets.

export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`koine.${key}`);
    else localStorage.setItem(`koine.${key}`, value);
  } catch {
    // Forbidden or full: nothing is remembered.
  }
}

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`koine.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}
