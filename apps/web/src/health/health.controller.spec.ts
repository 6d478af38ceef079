import { describe, expect, it } from '@jest/globals';
import { testWeb } from '../testing/test-web.js';

describe('the health of the web process', () => {
  const web = testWeb();

  it('is ready when database and queue answer', async () => {
    const answer = await web.get('/health/ready');

    expect(answer.json()).toEqual({ status: 'ok', database: true, queue: true, mailLagSeconds: 0, mailHeld: false, relayRefuses: [] });
    expect(answer.statusCode).toBe(200);
  });

  it('answers an unknown page in Dutch, with the armour on', async () => {
    const answer = await web.get('/bestaat-niet');

    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('Deze pagina bestaat niet');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });
});
