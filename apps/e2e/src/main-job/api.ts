/** The REST interface as a script uses it. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Calls and answers status and body; a body may be JSON or a form with a file. */
  async call<T = Record<string, unknown>>(method: string, path: string, body?: object | FormData, headers: Record<string, string> = {}): Promise<{ status: number; body: T }> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && !form && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
  }

  /** All items of a list that is read by key. */
  async all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let next: string | null = '';
    while (next !== null) {
      const separator = path.includes('?') ? '&' : '?';
      const { body }: { body: { items: Item[]; next: string | null } } = await this.call('GET', `${path}${separator}limit=200${next ? `&after=${encodeURIComponent(next)}` : ''}`);
      items.push(...body.items);
      next = body.next;
    }
    return items;
  }
}
