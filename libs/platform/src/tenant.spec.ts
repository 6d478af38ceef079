import { describe, expect, it } from '@jest/globals';
import { testApp } from '@bijeen/testing';

describe('a transaction of one organisation', () => {
  const app = testApp();

  it('sees its own rows and nobody else’s', async () => {
    const zwolle = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    await app.build.contact(zwolle, { surname: 'Bakker' });
    await app.build.contact(other, { surname: 'Visser' });

    const seen = await app.as(zwolle, async (tx) => tx.query('select surname from contact'));

    expect(seen).toEqual([{ surname: 'Bakker' }]);
  });
});
