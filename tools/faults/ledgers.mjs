// The oracle (reliability.md section 8): intended (PostgreSQL), accepted (the relay), received (a mailbox), told (what the screen says).

/**
 * Compares by Message-ID. `rows` are { message_id, state }; `accepted` and `received` map a Message-ID to how many copies there are.
 * lost: should have arrived, did not, and nobody is told. twice: copies too many. ghost: arrived without being intended. lie: the screen
 * says otherwise than the mailbox. parked: a person is asked, which is no lie.
 */
export function compare(rows, { accepted, received }) {
  const told = new Map(rows.map(({ message_id, state }) => [message_id, state]));
  const copies = (id) => received.get(id) ?? 0;
  const count = (which) => rows.filter(which).length;
  return {
    intended: count(({ state }) => state !== 'withdrawn'),
    accepted: sum(accepted),
    received: sum(received),
    lost: count(({ message_id, state }) => copies(message_id) === 0 && ['queued', 'deferred', 'sending', 'sent'].includes(state)),
    twice: [...received.values()].reduce((extra, number) => extra + number - 1, 0),
    most: Math.max(0, ...received.values()),
    ghost: [...received.keys()].filter((id) => !told.has(id)).length,
    lie: count(({ message_id, state }) => (state === 'sent') !== copies(message_id) > 0 && state !== 'uncertain'),
    parked: count(({ state }) => state === 'uncertain'),
  };
}

function sum(map) {
  return [...map.values()].reduce((total, number) => total + number, 0);
}
