/** What the first bytes of a picture say of it. */
export interface Picture {
  type: 'image/png' | 'image/jpeg';
  /** In pixels. */
  width: number;
  height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_END = Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);

/** What kind of picture these bytes are and how large, whatever the file was called; null for everything but whole PNGs and JPEGs. */
export function readPicture(bytes: Buffer): Picture | null {
  if (startsWith(bytes, PNG) && bytes.subarray(-8).equals(PNG_END)) return pngSize(bytes);
  if (startsWith(bytes, JPEG) && bytes.subarray(-2).equals(JPEG_END)) return jpegSize(bytes);
  return null;
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

/** Width and height stand at the start of the first chunk, IHDR (PNG specification, 11.2.2). */
function pngSize(bytes: Buffer): Picture | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Width and height stand in the frame header, SOF0 to SOF15 (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Buffer): Picture | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return null;
}
