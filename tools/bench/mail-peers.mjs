// What the whole way of a mailing is measured against: its own sender without a ledger, nodemailer as most products use it, and Postfix's smtp-source.
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { renderMail } from '../../dist/libs/mail/src/index.js';
import { ComposedMailings } from '../../dist/libs/mail/src/composed-mailings.js';
import { mailLinks } from '../../dist/libs/mail/src/render-mail.js';
import { Relay } from '../../dist/libs/mail/src/relay.js';
import { SENDER_SETTINGS } from '../../dist/libs/mail/src/sender-settings.js';
import { PersonalLinks } from '../../dist/libs/platform/src/index.js';
import { DkimSigner, PlatformKeys, SenderIdentities } from '../../dist/libs/senders/src/index.js';
import { findTool } from './debian.mjs';
import { must } from './frame.mjs';

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
    const { mime: bytes } = await mailings.mail(mail, mail, worker.clock.now());
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
        const composed = await mailings.mail(mail, mail, worker.clock.now());
        const line = await relay.line();
        const outcome = await line.send({ ...composed, to: mail.address, mayGo: () => true });
        relay.release(line);
        must(outcome.kind === 'accepted', `the sender alone: ${outcome.kind}`);
      }
    };
    await Promise.all(Array.from({ length: lines }, work));
    return (performance.now() - begun) / 1000;
  };
}

/** The worker's own signer with only its RSA key, which the peers can do too, or none; and the same key for nodemailer. */
export async function signatures({ worker, config }) {
  const identities = worker.get(SenderIdentities);
  const platform = await identities.platform();
  const rsa = (await worker.get(PlatformKeys).opened()).find(({ algorithm }) => algorithm === 'rsa-sha256');
  const as = async (signer, work) => {
    identities.of = async () => ({ ...platform, signer });
    return work().finally(() => delete identities.of);
  };
  return {
    rsa: async (work) => as(new DkimSigner(config.mailDomain, [rsa]), work),
    none: async (work) => as({ sign: async (message) => message }, work),
    key: { domainName: config.mailDomain, keySelector: rsa.selector, privateKey: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) },
  };
}

/** Composing and signing alone: no ledger, no relay. */
export function composerAlone(worker) {
  const mailings = worker.get(ComposedMailings);
  return async (mails) => {
    const begun = performance.now();
    const waiting = [...mails];
    const work = async () => {
      for (let mail = waiting.pop(); mail; mail = waiting.pop()) must((await mailings.mail(mail, mail, worker.clock.now())).mime.length > mail.size, 'a mail is not signed');
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return (performance.now() - begun) / 1000;
  };
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
