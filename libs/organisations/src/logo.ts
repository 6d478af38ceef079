import { readPicture } from '@bijeen/platform';

/** More would freeze the browser of whoever looks at it. */
const MOST_PIXELS = 4000;

/** What kind of picture these bytes are, whatever the file was called; null for everything we do not show (SVG can carry script). */
export function sniffImage(bytes: Buffer): 'image/png' | 'image/jpeg' | null {
  const picture = readPicture(bytes);
  return picture && fits(picture.width, picture.height) ? picture.type : null;
}

function fits(width: number, height: number): boolean {
  return width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
}
