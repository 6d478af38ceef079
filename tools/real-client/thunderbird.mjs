import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Marionette } from './marionette.mjs';

/** Buttons that a mail with a calendar can show above it. */
export const BUTTONS = { accept: 'imipAcceptButton', tentative: 'imipTentativeButton', decline: 'imipDeclineButton', update: 'imipUpdateButton', delete: 'imipDeleteButton', reconfirm: 'imipReconfirmButton' };

const IMPORTS = `
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const { cal } = ChromeUtils.importESModule('resource:///modules/calendar/calUtils.sys.mjs');
  const account = MailServices.accounts.accounts.find((each) => each.incomingServer.type === 'pop3');
  const inbox = account.incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  const home = cal.manager.getCalendars()[0];
  const tabmail = document.getElementById('tabmail');`;

/** Debian's Thunderbird on a screen of its own, with one mailbox and its own calendar, driven by its remote control. */
export class Thunderbird {
  #processes = [];
  #marionette;
  #display;

  /** Starts it in an empty folder. `pop` and `smtp` are ports on this machine. */
  static async start(folder, { address, name, pop, smtp, display = 77 }) {
    const client = new Thunderbird();
    const [profile, port] = [join(folder, 'profile'), await freePort()];
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, 'user.js'), settings({ address, name, pop, smtp, port }));
    client.#display = `:${display}`;
    client.#spawn('Xvfb', [client.#display, '-screen', '0', '1400x900x24'], {});
    client.#spawn('thunderbird', ['--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile], { HOME: folder, DISPLAY: client.#display });
    client.#marionette = await Marionette.to(port);
    await client.#run(`account.incomingServer.password = 'x'; home.setProperty('disabled', false); home.setProperty('imip.identity.key', 'id1'); window.moveTo(0, 0); window.resizeTo(1400, 900);`);
    return client;
  }

  /** Fetches mail; gives the subjects of all there is. */
  async receive() {
    return this.#run(`
      await new Promise((done, fail) => MailServices.pop3.GetNewMail(window.msgWindow, { OnStartRunningUrl() {}, OnStopRunningUrl(url, status) { Components.isSuccessCode(status) ? done() : fail(new Error('POP3 ' + status)); } }, inbox, account.incomingServer));
      return [...inbox.messages].map((each) => each.mime2DecodedSubject);`);
  }

  /** Opens the newest mail whose subject begins like this, and reads what stands above it: the sentence and the buttons. */
  async open(subject) {
    await this.#run(`
      tabmail.switchToTab(0); tabmail.currentTabInfo.folder = inbox;
      const pane = tabmail.currentAbout3Pane;
      for (let left = 100; left > 0 && !(pane.gDBView?.rowCount > 0); left -= 1) await new Promise((done) => setTimeout(done, 100));
      const found = [...inbox.messages].filter((each) => each.mime2DecodedSubject.startsWith(args[0])).sort((one, other) => one.messageKey - other.messageKey).at(-1);
      if (!found) throw new Error('No mail called ' + args[0]);
      pane.threadTree.selectedIndex = -1;
      pane.threadTree.selectedIndex = pane.gDBView.findIndexOfMsgHdr(found, true);`, subject);
    return this.until(async () => {
      const bar = await this.#run(`
        const about = tabmail.currentAboutMessage;
        if (!about?.gMessage?.mime2DecodedSubject?.startsWith(args[0]) || !about.msgLoaded) return null;
        const bar = about.document.getElementById('imip-bar');
        const label = bar.getAttribute('label') ?? '';
        const buttons = [...about.document.querySelectorAll('#imip-view-toolbar toolbarbutton')].filter((each) => each.id && !each.hidden).map((each) => each.id);
        return { shown: !bar.collapsed, label, buttons };`, subject);
      return bar && (!bar.shown || bar.buttons.some((id) => Object.values(BUTTONS).includes(id)) || /already|processed/.test(bar.label)) ? bar : null;
    }, `the bar above “${subject}”`);
  }

  /** Presses one of the buttons above the mail, as a hand would. */
  async press(button) {
    await this.#run(`
      const found = tabmail.currentAboutMessage.document.getElementById(args[0]);
      if (found.hidden) throw new Error(args[0] + ' is not there.');
      found.doCommand ? found.doCommand() : found.click();`, BUTTONS[button]);
  }

  /** What stands in the calendar. */
  async calendar() {
    return this.#run(`
      const items = await home.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
      return items.map((item) => ({ uid: item.id, title: item.title, start: item.startDate.getInTimezone(cal.dtz.UTC).icalString, sequence: Number(item.getProperty('SEQUENCE') ?? 0), answer: item.getAttendees()[0]?.participationStatus ?? null }));`);
  }

  /** Shows the week of this day (as YYYY-MM-DD) in the calendar. */
  async showWeek(day) {
    await this.#run(`
      tabmail.openTab('calendar', {});
      window.switchToView('week');
      window.currentView().goToDay(cal.createDateTime(args[0].replaceAll('-', '') + 'T000000'));
      await new Promise((done) => setTimeout(done, 1500));`, day);
  }

  /** The whole screen as a file, once it has come to rest. */
  async photograph(file) {
    await new Promise((done) => setTimeout(done, 2000));
    await new Promise((done, fail) => spawn('import', ['-display', this.#display, '-window', 'root', file]).on('close', (code) => (code === 0 ? done() : fail(new Error(`import gave ${code}`)))));
  }

  /** Waits until something is there. */
  async until(look, what, tries = 120) {
    for (let left = tries; ; left -= 1) {
      const found = await look();
      if (found) return found;
      if (left === 0) throw new Error(`Waited in vain for ${what}.`);
      await new Promise((done) => setTimeout(done, 500));
    }
  }

  /** Ends what was started here, and nothing else. */
  stop() {
    this.#marionette?.close();
    for (const process of this.#processes.reverse()) process.kill('SIGTERM');
  }

  async #run(script, ...args) {
    return this.#marionette.run(`${IMPORTS}\n${script}`, ...args);
  }

  #spawn(command, args, env) {
    this.#processes.push(spawn(command, args, { env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env }, stdio: 'ignore' }));
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A profile in which nothing asks, and nothing calls home. */
function settings({ address, name, pop, smtp, port }) {
  const values = {
    'marionette.port': port, 'app.update.enabled': false, 'mail.shell.checkDefaultClient': false, 'mail.provider.suppress_dialog_on_startup': true, 'mail.spotlight.firstRunDone': true, 'mail.winsearch.firstRunDone': true,
    'mailnews.start_page.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false, 'toolkit.telemetry.enabled': false, 'mail.rights.version': 1, 'app.donation.eoy.version.viewed': 999, 'mail.biff.show_alert': false, 'mail.biff.play_sound': false,
    'mail.accountmanager.accounts': 'account1,account2', 'mail.accountmanager.defaultaccount': 'account1', 'mail.accountmanager.localfoldersserver': 'server2',
    'mail.account.account1.identities': 'id1', 'mail.account.account1.server': 'server1', 'mail.account.account2.server': 'server2',
    'mail.identity.id1.fullName': name, 'mail.identity.id1.useremail': address, 'mail.identity.id1.valid': true, 'mail.identity.id1.smtpServer': 'smtp1', 'mail.identity.id1.doFcc': false,
    'mail.server.server1.type': 'pop3', 'mail.server.server1.hostname': '127.0.0.1', 'mail.server.server1.port': pop, 'mail.server.server1.userName': address, 'mail.server.server1.name': address,
    'mail.server.server1.login_at_startup': false, 'mail.server.server1.check_new_mail': false, 'mail.server.server1.authMethod': 3, 'mail.server.server1.socketType': 0, 'mail.server.server1.directory-rel': '[ProfD]Mail/pop',
    'mail.server.server2.type': 'none', 'mail.server.server2.hostname': 'Local Folders', 'mail.server.server2.userName': 'nobody', 'mail.server.server2.directory-rel': '[ProfD]Mail/Local Folders',
    'mail.smtpservers': 'smtp1', 'mail.smtp.defaultserver': 'smtp1', 'mail.smtpserver.smtp1.hostname': '127.0.0.1', 'mail.smtpserver.smtp1.port': smtp, 'mail.smtpserver.smtp1.authMethod': 1, 'mail.smtpserver.smtp1.try_ssl': 0,
    'calendar.timezone.local': 'Europe/Amsterdam', 'calendar.timezone.useSystemTimezone': false, 'calendar.alarms.show': false, 'intl.regional_prefs.use_os_locales': false,
  };
  return Object.entries(values).map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`).join('');
}
