import { connect } from 'node:net';

/** Speaks Marionette, the remote control of Mozilla's programs: `length:[type, id, command, parameters]` over TCP. */
export class Marionette {
  #socket;
  #waiting = new Map();
  #rest = Buffer.alloc(0);
  #last = 0;

  /** Connects as soon as somebody listens on this port of this machine. */
  static async to(port, tries = 240) {
    const client = new Marionette();
    for (let left = tries; !(await client.#open(port)); left -= 1) {
      if (left === 0) throw new Error(`Nobody listens on port ${port}.`);
      await new Promise((done) => setTimeout(done, 500));
    }
    await client.send('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    await client.send('Marionette:SetContext', { value: 'chrome' });
    await client.send('WebDriver:SetTimeouts', { script: 60_000 });
    return client;
  }

  /** One command and its answer. */
  async send(command, parameters = {}) {
    const id = (this.#last += 1);
    const message = JSON.stringify([0, id, command, parameters]);
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return answer;
  }

  /** Runs a script with all the rights of the program; it answers what it returns, also from a promise. */
  async run(script, ...args) {
    const wrapped = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1); (async () => { ${script} })().then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) + ' ' + (error?.stack ?? '') }));`;
    const { value } = await this.send('WebDriver:ExecuteAsyncScript', { script: wrapped, args, newSandbox: true });
    if (value?.error) throw new Error(value.error);
    return value?.value;
  }

  /** The window as PNG. */
  async screenshot() {
    const { value } = await this.send('WebDriver:TakeScreenshot', { full: false, hash: false });
    return Buffer.from(value, 'base64');
  }

  close() {
    this.#socket.destroy();
  }

  async #open(port) {
    const socket = connect(port, '127.0.0.1');
    const opened = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
    if (opened) this.#socket = socket.on('data', (data) => this.#take(data));
    return opened;
  }

  #take(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const colon = this.#rest.indexOf(':');
      const length = Number(this.#rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 1 || this.#rest.length < colon + 1 + length) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, colon + 1 + length).toString());
      this.#rest = this.#rest.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting?.resolve(result);
    }
  }
}
