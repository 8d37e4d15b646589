// What `npm start` runs: this one process builds what is out of date, then becomes the program.
import './build.mjs';

await import(new URL('../dist/main.js', import.meta.url));
