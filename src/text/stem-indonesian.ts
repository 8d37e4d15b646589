export function stemIndonesian(word: string): string { return word; }
