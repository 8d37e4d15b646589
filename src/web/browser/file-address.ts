/**
 * A file as a data URL with its name (RFC 2397).
 *
 * @throws when the browser cannot read it
 */
export function addressOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const { result } = reader;
      const content = typeof result === 'string' ? (result.split(',')[1] ?? '') : '';
      resolve(`data:;name=${encodeURIComponent(file.name)};base64,${content}`);
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error(file.name));
    };
    reader.readAsDataURL(file);
  });
}
