// Two ways in which Node products send mail, in their own packages and with their own defaults: @nestjs-modules/mailer and email-templates.
// Only the bench needs them, so they are installed into tmp/bench-tools when they are not there, with the nodemailer that we have.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { renderMail } from '../../dist/libs/mail/src/index.js';
import { must } from './frame.mjs';

const ROOT = resolve('tmp/bench-tools/mail-frameworks');
const ours = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const PACKAGES = { '@nestjs-modules/mailer': '2.3.7', 'email-templates': '13.0.1', 'handlebars': '4.7.10', 'nodemailer': ours('nodemailer'), '@nestjs/common': ours('@nestjs/common'), '@nestjs/core': ours('@nestjs/core'), 'reflect-metadata': ours('reflect-metadata'), 'rxjs': ours('rxjs') };
/** mailparser's newest versions ask for a package that does not exist. */
const OVERRIDES = { nodemailer: PACKAGES.nodemailer, mailparser: '3.9.46' };
const AT_ONCE = 40;

/** Both, ready to send to `sink`; undefined with the reason printed when they cannot be had. */
export function mailFrameworks(sink, { mailDomain }, dkim) {
  let require;
  try {
    require = installed();
  } catch (error) {
    process.stderr.write(`No mail frameworks to compare with: ${String(error.message).split('\n')[0]}\n`);
    return undefined;
  }
  const folder = mkdtempSync(join(ROOT, 'templates-'));
  const transport = { host: '127.0.0.1', port: sink.port, ignoreTLS: true, pool: true, maxConnections: 20, maxMessages: Infinity, dkim };
  const from = { name: 'De Werkplaats', address: `bijeenkomsten@${mailDomain}` };
  const closing = [];
  let senders;
  const prepare = async (sample) => {
    writeTemplates(folder, sample);
    const services = [await nestMailer(require, { transport, from, folder }), emailTemplates(require, { transport, from, folder })];
    closing.push(...services.map(({ close }) => close));
    return { nestMailer: services[0].send, emailTemplates: services[1].send };
  };
  const by = (name) => async (mails) => {
    senders ??= await prepare(mails[0]);
    return inTurn(mails, senders[name], name);
  };
  const close = async () => {
    for (const each of closing) await each();
    rmSync(folder, { recursive: true, force: true });
  };
  return { versions: Object.fromEntries(['@nestjs-modules/mailer', 'email-templates'].map((name) => [name, PACKAGES[name]])), nestMailer: by('nestMailer'), emailTemplates: by('emailTemplates'), close };
}

/** What they may require; a note beside the packages says for which versions they were installed. */
function installed() {
  mkdirSync(ROOT, { recursive: true });
  const [file, note] = [join(ROOT, 'package.json'), join(ROOT, 'installed.json')];
  const wanted = JSON.stringify({ private: true, dependencies: PACKAGES, overrides: OVERRIDES });
  if (!existsSync(note) || readFileSync(note, 'utf8') !== wanted) {
    writeFileSync(file, wanted);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts'], { cwd: ROOT, stdio: 'pipe', timeout: 300_000 });
    writeFileSync(note, wanted);
  }
  return createRequire(file);
}

/** The same mail as a Handlebars template: what differs per person stands between braces. */
function writeTemplates(folder, { content, values, urls }) {
  const marked = (texts, mark) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text && mark(name)]));
  const { subject, html, text } = renderMail(content, { values: marked(values, (name) => `{{${name}}}`) }, marked(urls, (name) => `{{{link_${name.replaceAll('-', '_')}}}}`));
  mkdirSync(join(folder, 'mail'), { recursive: true });
  writeFileSync(join(folder, 'mail', 'html.hbs'), html);
  writeFileSync(join(folder, 'mail', 'text.hbs'), text);
  writeFileSync(join(folder, 'mail', 'subject.hbs'), subject);
}

const contextOf = ({ values, urls }) => ({ ...values, ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [`link_${name.replaceAll('-', '_')}`, url])) });
const headersOf = ({ urls }) => ({ 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${urls.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });

async function nestMailer(require, { transport, from, folder }) {
  require('reflect-metadata');
  const { Module } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { MailerModule, MailerService } = require('@nestjs-modules/mailer');
  const { HandlebarsAdapter } = require('@nestjs-modules/mailer/adapters/handlebars.adapter');
  class Root {}
  Module({ imports: [MailerModule.forRoot({ transport, defaults: { from, replyTo: from }, template: { dir: folder, adapter: new HandlebarsAdapter() } })] })(Root);
  const app = await NestFactory.createApplicationContext(Root, { logger: ['error'] });
  const mailer = app.get(MailerService, { strict: false });
  const send = async (mail) =>
    mailer.sendMail({ to: { name: mail.name, address: mail.address }, subject: mail.rendered.subject, text: mail.rendered.text, template: 'mail/html', context: contextOf(mail), messageId: mail.messageId, headers: headersOf(mail) });
  return { send, close: async () => app.close() };
}

function emailTemplates(require, { transport, from, folder }) {
  const Email = require('email-templates');
  const pool = require('nodemailer').createTransport(transport);
  const email = new Email({ message: { from, replyTo: from }, transport: pool, send: true, preview: false, views: { root: folder, options: { extension: 'hbs', map: { hbs: 'handlebars' } } } });
  const send = async (mail) => email.send({ template: 'mail', message: { to: { name: mail.name, address: mail.address }, messageId: mail.messageId, headers: headersOf(mail) }, locals: contextOf(mail) });
  return { send, close: async () => pool.close() };
}

async function inTurn(mails, send, name) {
  const begun = performance.now();
  const waiting = [...mails];
  const work = async () => {
    for (let mail = waiting.pop(); mail; mail = waiting.pop()) must((await send(mail)).accepted?.length !== 0, `${name}: a mail was not accepted`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (performance.now() - begun) / 1000;
}
