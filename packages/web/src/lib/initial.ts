// The letter or emoji that stands for a name in its round picture.

const segmenter = new Intl.Segmenter();

export function initialOf(name: string): string {
  const [first] = segmenter.segment(name);
  return (first?.segment ?? "?").toLocaleUpperCase();
}
