/** What must become of a file: refused as a whole with a code, or read with so many good rows and these problems. */
export interface Expected {
  /** The code of the refusal of the whole file. */
  refused?: string;
  /** Rows that can be taken over. */
  good?: number;
  /** "row column: part of the sentence", in the order of the file. Absent: no row is refused. */
  problems?: string[];
  /** What the person is told besides. */
  notes?: string[];
  /** Names of the good rows, where the point is what was made of them. */
  names?: string[];
  /** The report says that no column with names was recognised. */
  missing?: true;
}

/** One file of the corpus (reliability.md section 9), made when it is needed. */
export interface TestFile extends Expected {
  class: string;
  name: string;
  bytes: () => Buffer;
}

const HEADER = ['Achternaam', 'E-mail', 'Functie', 'Gemeente'];

/** A list with our usual header; cells are joined as they are. */
export function list(rows: string[], { separator = ';', end = '\r\n', header = HEADER.join(separator) }: { separator?: string; end?: string; header?: string } = {}): string {
  return [header, ...rows, ''].join(end);
}

/** A file of one class: its text (UTF-8), or its bytes. */
export function file(kind: string, name: string, content: string | Buffer | (() => Buffer), expected: Expected): TestFile {
  const bytes = typeof content === 'function' ? content : () => (typeof content === 'string' ? Buffer.from(content) : content);
  return { class: kind, name, bytes, ...expected };
}

/** A table with any header; one row. */
export function row(header: string, cells: string): string {
  return `${header}\r\n${cells}\r\n`;
}
