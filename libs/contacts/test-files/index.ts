import { ADDRESSES, CELLS, NAMES } from './cell-files.js';
import { GOOD_LISTS, SIZES } from './good-lists.js';
import { HOSTILE } from './hostile-files.js';
import { SPREADSHEETS } from './spreadsheet-files.js';
import type { TestFile } from './test-file.js';
import { ENCODINGS, HEADERS, NO_TABLES, SEPARATORS } from './text-files.js';

/** The whole corpus: each file carries its verdict (R30). */
export const CORPUS: TestFile[] = [...ENCODINGS, ...SEPARATORS, ...HEADERS, ...NO_TABLES, ...CELLS, ...ADDRESSES, ...NAMES, ...SPREADSHEETS, ...HOSTILE, ...GOOD_LISTS, ...SIZES];
