// What was written in a field of a form, without the blanks around it.

export function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value.trim() : "";
}
