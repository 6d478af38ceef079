import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Answer } from './answer.js';

describe('what comes in when somebody answers', () => {
  it.each([
    ['a reason falls away with a yes', { coming: 'yes', reason: 'date', reasonText: 'x' }, { reason: null, reasonText: null }],
    ['wishes fall away with a no, and those there were are erased', { coming: 'no', diet: 'x', access: 'y' }, { diet: null, access: null, forgetWishes: true }],
    ['a text without a reason is another reason', { coming: 'no', reasonText: 'Ziek' }, { reason: 'other', reasonText: 'Ziek' }],
    ['nothing but space is nothing', { coming: 'yes', remark: ' \u200b\u00a0\n\t' }, { remark: null }],
    ['null is nothing', { coming: 'yes', remark: null, reason: null }, { remark: null, reason: null }],
    ['line ends become one kind', { coming: 'yes', remark: 'a\r\nb\rc\u2028d' }, { remark: 'a\nb\nc\nd' }],
    ['what is invisible falls away', { coming: 'yes', remark: 'a\u0000b\u001b\u0085c' }, { remark: 'ab\nc' }],
    ['strange fields fall away', { coming: 'yes', organisationId: 'x', answer: 'no' }, { coming: 'yes' }],
  ])('%s', (_name, given, expected) => {
    expect(Answer.parse(given)).toMatchObject(expected);
  });

  it('never lets through what PostgreSQL cannot keep, or more than may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), (remark) => {
        const read = Answer.safeParse({ coming: 'yes', remark });
        const kept = read.success ? (read.data.remark ?? '') : '';
        expect(kept).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}/u);
        expect(kept.length).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 500 },
    );
  });
});
