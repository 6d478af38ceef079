import { describe, expect, it } from '@jest/globals';
import { localPath } from './local-path.js';

describe('the page to go on to', () => {
  it.each(['/relaties', '/bijeenkomsten/0197?tab=mails', '/relaties?q=a%26b', '/'])('may be %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    undefined, '', 'relaties', 'https://kwaad.example.org/', '//kwaad.example.org', '/\\kwaad.example.org', '\\\\kwaad.example.org', '/\t/kwaad.example.org', '/\n/kwaad.example.org',
    'javascript:alert(1)', ' //kwaad.example.org', '/../..//kwaad.example.org', '/.//kwaad.example.org', '/%2e%2e//kwaad.example.org', 'http:/\\kwaad.example.org', '///kwaad.example.org', 'data:text/html,x',
    ['/relaties', '//kwaad.example.org'], `/${'x'.repeat(2000)}`,
  ])('is never %p', (text) => {
    expect(localPath(text)).toBe('/bijeenkomsten');
  });
});
