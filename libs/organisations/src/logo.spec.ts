import { describe, expect, it } from '@jest/globals';
import { sniffImage } from './logo.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffc0001108001000100103012200021101031101', 'hex'), Buffer.from('ffd9', 'hex')]);

describe('a logo', () => {
  it('is known by its bytes', () => {
    expect(sniffImage(PNG)).toBe('image/png');
    expect(sniffImage(JPEG)).toBe('image/jpeg');
  });

  it.each([
    ['a drawing that can carry script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a picture with a page behind it', Buffer.concat([PNG, Buffer.from('<script>alert(1)</script>')])],
    ['half a picture', PNG.subarray(0, 40)],
    ['only the first bytes', PNG.subarray(0, 8)],
    ['nothing', Buffer.alloc(0)],
    ['a moving picture', Buffer.from('GIF89a')],
    ['a picture of 50,000 pixels wide', Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 0, 0xc3, 0x50]), PNG.subarray(20)])],
    ['a picture without width', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(4), PNG.subarray(20)])],
    ['a JPEG without a frame', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')],
  ])('is not %s', (_what, bytes) => {
    expect(sniffImage(bytes)).toBeNull();
  });
});
