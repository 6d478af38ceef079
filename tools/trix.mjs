// Takes the rich text editor Trix out of its package into our assets. Trix writes two style elements into the page, which our content security
// policy forbids; what stood in them is in libs/ui/assets/rich-text.css, so here that step is taken out. Run again after an update of Trix.
import { readFileSync, writeFileSync } from 'node:fs';

const WRITES_STYLE = 'At=function(t,e){yt(t).textContent=e.replace(/%t/g,t)}';
const source = readFileSync('node_modules/trix/dist/trix.umd.min.js', 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
if (source.split(WRITES_STYLE).length !== 2) throw new Error('Trix changed: find again where it writes its style elements.');
writeFileSync('libs/ui/assets/trix.min.js', source.replace(WRITES_STYLE, 'At=function(){}'));
