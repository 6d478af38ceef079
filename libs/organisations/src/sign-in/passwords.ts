import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const derive = promisify(argon2);
/** OWASP's lowest advice for argon2id: 19 MiB, two passes, one lane (R27). */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const LENGTH = { least: 12, most: 200 };
const STORED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/**
 * Passwords of 12 characters and more out of the 49,000 most used ones (zxcvbn-ts, @zxcvbn-ts/language-common 4.1.3, MIT licence;
 * vulgar words left out), and Dutch ones of our own.
 */
const COMMON = new Set(readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8').trim().split('\n'));

/** Words that, with some digits or signs around them, are among the first that a guesser tries. */
const STEMS = ['wachtwoord', 'welkom', 'geheim', 'password', 'passwort', 'qwerty', 'qwertyuiop', 'azerty', 'asdfghjkl', 'letmein', 'iloveyou', 'admin', 'administrator', 'bijeen', 'bijeenkomst', 'zelfregie', 'herstel', 'inspiratie', 'voorjaar', 'zomer', 'najaar', 'herfst', 'winter', 'lente', 'januari', 'februari', 'maart', 'april', 'augustus', 'september', 'oktober', 'november', 'december'];

/**
 * What is wrong with a new password, as a Dutch sentence; null when it will do. Length counts, composition does not (NIST SP 800-63B).
 * @param about name, address and organisation of its owner: a guesser knows them too
 */
export function passwordProblem(password: string, about: string[] = []): string | null {
  const length = [...password].length;
  if (length < LENGTH.least) return `Kies een wachtwoord van minstens ${LENGTH.least} tekens. Een zin van een paar woorden mag ook.`;
  if (length > LENGTH.most) return `Kies een wachtwoord van hoogstens ${LENGTH.most} tekens.`;
  const plain = password.normalize('NFKC').toLowerCase();
  const core = plain.replace(/[^\p{L}]/gu, '');
  const known = [...STEMS, ...about.flatMap(words)];
  const guessed = COMMON.has(plain) || new Set(plain).size < 5 || known.some((word) => core === word || core === word.repeat(2));
  return guessed ? 'Dit wachtwoord is te makkelijk te raden. Kies iets dat niemand bedenkt, bijvoorbeeld vier losse woorden achter elkaar.' : null;
}

/** argon2id in the usual notation, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await digest(password, nonce, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${text(nonce)}$${text(hash)}`;
}

/** Whether a password is the one behind a stored hash; never says how nearly. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const parts = STORED.exec(hash);
  if (!parts) throw new Error('The stored password has an unknown form.');
  const [memory, passes, parallelism] = parts.slice(1, 4).map(Number) as [number, number, number];
  const expected = Buffer.from(parts[5]!, 'base64');
  return timingSafeEqual(await digest(password, Buffer.from(parts[4]!, 'base64'), { memory, passes, parallelism }), expected);
}

async function digest(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: 32, ...cost });
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function words(about: string): string[] {
  const all = about.toLowerCase().split(/[^\p{L}]+/u);
  return [...all.filter((word) => word.length > 2), all.join('')];
}
