import type { UploadedList } from '@bijeen/contacts';
import { DomainError } from '@bijeen/platform';
import type { FastifyRequest } from 'fastify';

/** A form with one list in the field `file`, and its other fields as text. */
export interface UploadForm {
  list: UploadedList;
  fields: Record<string, string>;
}

const MISSING = { file: 'Kies een bestand: een lijst als CSV of XLSX.' };

/** Reads the form, the file wherever it stands in it. @throws DomainError `input.invalid` without a file, `import.too-large` */
export async function readUpload(request: FastifyRequest): Promise<UploadForm> {
  if (!request.isMultipart()) throw new DomainError('input.invalid', {}, MISSING);
  const fields: Record<string, string> = {};
  let list: UploadedList | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else list = { name: part.filename, bytes: await whole(part.toBuffer()) };
  }
  if (!list || list.bytes.length === 0) throw new DomainError('input.invalid', {}, MISSING);
  return { list, fields };
}

async function whole(bytes: Promise<Buffer>): Promise<Buffer> {
  return bytes.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE') throw new DomainError('import.too-large', {}, { file: 'Kies een bestand van hoogstens 10 MB.' });
    throw error;
  });
}
