/** Whether bytes are a PDF: some have other bytes before the mark. */
export const isPdf = (bytes: Uint8Array) =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-');
