// The archive's own thread, but for one run of kana on which the segmentation hangs, and one question.
// It leaves its processor to the other tests.
const cell = new Int32Array(new SharedArrayBuffer(4));
const hang = () => {
  for (;;) Atomics.wait(cell, 0, 0, 100);
};
const { segment } = Intl.Segmenter.prototype;
Intl.Segmenter.prototype.segment = function (text) {
  if (text.includes('ハング')) hang();
  return segment.call(this, text);
};
const { toLowerCase } = String.prototype;
String.prototype.toLowerCase = function () {
  if (String(this) === 'uncaused') hang();
  return toLowerCase.call(this);
};
await import(new URL('../../../dist/archive-worker.js', import.meta.url));
