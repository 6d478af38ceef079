// What the whole way of a mailing is measured against: its own sender without a ledger, nodemailer as most products use it, and Postfix's smtp-source.
import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { renderMail } from '../../dist/libs/mail/src/index.js';
import { ComposedMailings } from '../../dist/libs/mail/src/composed-mailings.js';
import { mailLinks } from '../../dist/libs/mail/src/render-mail.js';
import { Relay } from '../../dist/libs/mail/src/relay.js';
import { SENDER_SETTINGS } from '../../dist/libs/mail/src/sender-settings.js';
import { PersonalLinks } from '../../dist/libs/platform/src/index.js';
import { findTool } from './debian.mjs';
import { must } from './frame.mjs';

const sign = promisify(signBytes);

/** The last `count` mails of a ledger in memory: as the sender claims them, and ready-made for nodemailer. */
export async function ledgerMails({ owner, worker }, count) {
  const { rows } = await owner.query(
    `select m.organisation_id as "organisationId", m.id, m.attempt, m.deferrals, m.mailing_id as "mailingId", m.kind, m.to_address as address, m.to_name as name, m."values", m.links, m.calendar,
            m.message_id as "messageId", g.content
     from outgoing_mail m join mailing g on g.id = m.mailing_id order by m.id desc limit $1`,
    [count],
  );
  const links = worker.get(PersonalLinks);
  const mailings = worker.get(ComposedMailings);
  const mails = rows.map((row) => ({ ...row, urls: mailLinks(links, row.links) }));
  for (const mail of mails) {
    const bytes = await mailings.bytes(mail.organisationId, mail, worker.clock.now());
    must(bytes.includes(mail.messageId) && bytes.includes(`<${mail.address}>`), 'a mail is not addressed to its recipient');
    mail.size = bytes.length;
    mail.rendered = renderMail(mail.content, mail, mail.urls);
  }
  return mails;
}

/** Composing and SMTP as the worker does it, on the same lines, without ledger and queue. */
export function senderAlone(worker) {
  const relay = worker.get(Relay);
  const mailings = worker.get(ComposedMailings);
  const { lines } = worker.get(SENDER_SETTINGS);
  return async (mails) => {
    const begun = performance.now();
    const waiting = [...mails];
    const work = async () => {
      for (let mail = waiting.pop(); mail; mail = waiting.pop()) {
        const mime = await mailings.bytes(mail.organisationId, mail, worker.clock.now());
        const line = await relay.line();
        const outcome = await line.send({ from: mailings.sender, to: mail.address, mime, mayGo: () => true });
        relay.release(line);
        must(outcome.kind === 'accepted', `the sender alone: ${outcome.kind}`);
      }
    };
    await Promise.all(Array.from({ length: lines }, work));
    return (performance.now() - begun) / 1000;
  };
}

/**
 * Signs what `mailings` composes, as a DKIM signer of ours would (RFC 6376, relaxed/simple, RSA-2048, key parsed once, signed on another
 * thread), while `on` runs.
 */
export function signing(mailings, domain) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const plain = mailings.bytes.bind(mailings);
  const signed = async (...mail) => {
    const bytes = await plain(...mail);
    return Buffer.concat([await dkimHeader(bytes, { domain, privateKey }), bytes]);
  };
  const on = async (work) => {
    mailings.bytes = signed;
    return work().finally(() => delete mailings.bytes);
  };
  return { on, key: { domainName: domain, keySelector: 'bench', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) } };
}

const SIGNED_HEADERS = ['from', 'reply-to', 'to', 'subject', 'date', 'message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'mime-version', 'content-type'];

async function dkimHeader(bytes, { domain, privateKey }) {
  const end = bytes.indexOf('\r\n\r\n');
  const bodyHash = createHash('sha256').update(bytes.subarray(end + 4)).digest('base64');
  const headers = new Map(bytes.toString('latin1', 0, end).split(/\r\n(?![ \t])/).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).replace(/\s+/g, ' ').trim()]));
  const names = SIGNED_HEADERS.filter((name) => headers.has(name));
  const value = `v=1; a=rsa-sha256; c=relaxed/simple; d=${domain}; s=bench; h=${names.join(':')}; bh=${bodyHash}; b=`;
  const text = names.map((name) => `${name}:${headers.get(name)}\r\n`).join('');
  const signature = await sign('sha256', Buffer.from(`${text}dkim-signature:${value}`), privateKey);
  return Buffer.from(`DKIM-Signature: ${value.replaceAll('; ', ';\r\n ')}\r\n ${signature.toString('base64').replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`);
}

/** nodemailer with a pool, composing from ready HTML and text; signs when it gets a `dkim` key. */
export function nodemailerSender(sink, config, dkim = undefined) {
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, ignoreTLS: true, pool: true, maxConnections: 20, maxMessages: Infinity, ...(dkim && { dkim }) });
  const from = { name: 'De Werkplaats', address: `bijeenkomsten@${config.mailDomain}` };
  const message = ({ address, name, messageId, rendered, urls }) => ({
    from, replyTo: from, to: { name, address }, messageId, ...rendered,
    headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${urls.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  });
  const send = async (mails) => {
    const begun = performance.now();
    const waiting = [...mails];
    const work = async () => {
      for (let mail = waiting.pop(); mail; mail = waiting.pop()) must((await transport.sendMail(message(mail))).accepted.length === 1, 'nodemailer: a mail was not accepted');
    };
    await Promise.all(Array.from({ length: 40 }, work));
    return (performance.now() - begun) / 1000;
  };
  return { send, close: () => transport.close() };
}

/** Postfix's own load generator; undefined when it cannot be had. */
export function smtpSource(sink) {
  try {
    const tool = findTool('smtp-source', 'postfix');
    return async (count, size) => {
      const begun = performance.now();
      const child = tool.start(['-d', '-s', '20', '-m', String(count), '-l', String(size), '-f', 'a@example.org', '-t', 'b@example.nl', `127.0.0.1:${sink.port}`], { stdio: 'ignore' });
      const [code] = await once(child, 'exit');
      must(code === 0, `smtp-source stopped with ${code}`);
      return (performance.now() - begun) / 1000;
    };
  } catch {
    return undefined;
  }
}
