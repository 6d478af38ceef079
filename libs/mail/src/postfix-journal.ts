/** What one line of Postfix's log says, as far as it matters here. */
const LINE = /(?:^|\s)[\w./-]*\/(smtpd|postscreen|cleanup|qmgr|master|postlogd)\[(\d+)\]: (.*)$/;
const QUEUED = /^([0-9A-Za-z]{6,}): (.*)$/;
/** More traces than this are forgotten, oldest first; what was forgotten is not judged any more. */
const MOST_TRACES = 200_000;
/** Sessions that ended before their mail was complete, and whose Message-ID may still be logged. */
const MOST_LOST = 10_000;

/** What the log knows about one Message-ID: several attempts may have carried it. */
interface Trace {
  /** When it was seen last, milliseconds since 1970. */
  at: number;
  accepted: boolean;
  /** Queue ids of which the log does not say yet whether the mail was taken. */
  open: Set<string>;
}

/** What the log says about a Message-ID: `absent` when no mail with it was ever complete. */
export type LoggedFate = 'accepted' | 'open' | 'absent';

/**
 * Follows Postfix's log line by line. `cleanup` ties a Message-ID to a queue id, and may do so for a mail that is broken off a moment later;
 * the mail is Postfix's own from when `qmgr` says `queue active`, whatever became of the connection (measured with 3.7: docs/decisions/0017).
 */
export class PostfixJournal {
  /** What is older than this was not read, or is forgotten. */
  coveredFrom = Number.POSITIVE_INFINITY;
  /** How many connections were logged: how a probe sees itself. */
  connections = 0;
  private readonly traces = new Map<string, Trace>();
  private readonly queued = new Map<string, Trace | null>();
  private readonly sessions = new Map<string, string>();
  private readonly lost = new Set<string>();
  private lastStart = Number.NEGATIVE_INFINITY;
  private lastUnknown = Number.NEGATIVE_INFINITY;
  private lastHole = Number.NEGATIVE_INFINITY;

  constructor(private readonly domain: string) {}

  /** Whether this log ever named a mail of ours; another server's log never will. */
  get knowsUs(): boolean {
    return this.traces.size > 0;
  }

  /** Takes one whole line, written at the moment that `at` answers. */
  take(line: string, at: () => number): void {
    if (this.coveredFrom === Number.POSITIVE_INFINITY) this.coveredFrom = at();
    const [, part, process, text] = LINE.exec(line) ?? [];
    if (part === undefined || text === undefined) return;
    const [, queueId, rest = ''] = QUEUED.exec(text) ?? [];
    if (part === 'smtpd') this.session(process!, text, queueId, rest);
    else if (part === 'postscreen') this.connections += text.startsWith('CONNECT') ? 1 : 0;
    else if (part === 'master') this.master(text, at);
    else if (queueId && part === 'cleanup') this.cleanup(queueId, rest, at);
    else if (queueId && part === 'qmgr') this.queue(queueId, rest, at);
  }

  /** Lines were lost at about this moment. */
  hole(at: number): void {
    this.lastHole = Math.max(this.lastHole, at);
  }

  /** What the log says about this Message-ID. */
  fate(messageId: string): LoggedFate {
    const trace = this.traces.get(messageId);
    if (!trace) return 'absent';
    return trace.accepted ? 'accepted' : trace.open.size > 0 ? 'open' : 'absent';
  }

  /**
   * Whether a mail that left at this moment or later would stand in this log if it had been taken. After a restart that holds only as
   * long as the queue has no mail of which the log does not know how it came in: Postfix keeps a mail safer than a line about it.
   */
  covers(from: number): boolean {
    if (this.coveredFrom > from || this.lastHole >= from) return false;
    return this.lastStart < from || this.lastUnknown < from;
  }

  private session(process: string, text: string, queueId: string | undefined, rest: string): void {
    if (text.startsWith('connect from')) this.connections += 1;
    else if (queueId && rest.startsWith('client=')) this.begin(process, queueId);
    else if (/^(lost connection|timeout) after (DATA|BDAT)/.test(text) && this.sessions.has(process)) this.notTaken(this.sessions.get(process)!);
    else if (text.startsWith('disconnect from')) this.sessions.delete(process);
  }

  private cleanup(queueId: string, rest: string, at: () => number): void {
    if (/^(milter-)?reject: /.test(rest)) return this.notTaken(queueId);
    const messageId = /^message-id=(<.*>)$/.exec(rest)?.[1];
    if (messageId === undefined) return;
    const trace = messageId.endsWith(`@${this.domain}>`) ? this.trace(messageId, at()) : null;
    if (!this.lost.delete(queueId)) trace?.open.add(queueId);
    this.queued.set(queueId, trace);
    if (this.queued.size > MOST_TRACES) this.queued.delete(this.queued.keys().next().value!);
  }

  private queue(queueId: string, rest: string, at: () => number): void {
    if (rest === 'removed') return void this.queued.delete(queueId);
    if (!rest.endsWith('(queue active)')) return;
    const trace = this.queued.get(queueId);
    if (trace === undefined) this.lastUnknown = Math.max(this.lastUnknown, at());
    if (!trace) return;
    trace.accepted = true;
    trace.open.clear();
  }

  private master(text: string, at: () => number): void {
    if (text.startsWith('daemon started')) {
      this.sessions.clear();
      this.lastStart = Math.max(this.lastStart, at());
    } else if (/postlogd.* killed by signal/.test(text)) this.hole(at());
  }

  /** A queue id of the short kind may have been another mail's before. */
  private begin(process: string, queueId: string): void {
    this.sessions.set(process, queueId);
    this.lost.delete(queueId);
    this.queued.delete(queueId);
  }

  /** The connection ended before the final dot, or Postfix refused. The line with the Message-ID may still come; `queue active` would overrule this. */
  private notTaken(queueId: string): void {
    if (this.queued.has(queueId)) return void this.queued.get(queueId)?.open.delete(queueId);
    this.lost.add(queueId);
    if (this.lost.size > MOST_LOST) this.lost.delete(this.lost.values().next().value!);
  }

  private trace(messageId: string, at: number): Trace {
    const trace = this.traces.get(messageId) ?? { at, accepted: false, open: new Set<string>() };
    trace.at = at;
    this.traces.delete(messageId);
    this.traces.set(messageId, trace);
    if (this.traces.size > MOST_TRACES) this.forgetOldest();
    return trace;
  }

  private forgetOldest(): void {
    const [messageId, { at }] = this.traces.entries().next().value!;
    this.traces.delete(messageId);
    this.coveredFrom = Math.max(this.coveredFrom, at + 1000);
  }
}
