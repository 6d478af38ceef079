import { env } from 'node:process'; // refused: no-restricted-syntax
import { Temporal } from 'temporal-polyfill';

export const port = process.env.PORT; // refused: no-restricted-syntax
export const host = process['env'].HOST; // refused: no-restricted-syntax
export const url = globalThis.process.env.PUBLIC_URL; // refused: no-restricted-syntax
export const { env: settings } = process; // refused: no-restricted-syntax
export const named = env.HOST;

export const now = new Date(); // refused: no-restricted-syntax
export const milliseconds = Date.now(); // refused: no-restricted-syntax
export const text = Date(); // refused: no-restricted-syntax
export const moment = Temporal.Now.instant(); // refused: no-restricted-syntax
export const fixed = new Date('2027-03-11T12:30:00Z');
export const folder = process.cwd();
