import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { testWeb } from './testing/test-web.js';

describe('the web process, asked to stop', () => {
  const web = testWeb();

  it('does not wait for a browser that connected and never asked anything', async () => {
    await web.app.listen(0, '127.0.0.1');
    const { port } = web.app.getHttpServer().address() as AddressInfo;
    const silent = connect(port, '127.0.0.1');
    const asked = connect(port, '127.0.0.1');
    await Promise.all([once(silent, 'connect'), once(asked, 'connect')]);
    asked.write('GET /health/live HTTP/1.1\r\nHost: bijeen.example.org\r\n\r\n');
    const [answer] = (await once(asked, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/);

    const gone = Promise.all([once(silent, 'close'), once(asked, 'close')]);
    await web.app.close();
    await gone;

    expect(silent.destroyed).toBe(true);
  });
});
