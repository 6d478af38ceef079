import type { UploadedList } from '@bijeen/contacts';
import type { FormErrors } from '@bijeen/ui';
import type { FastifyRequest } from 'fastify';

/** A form with a list, as far as it could be read. */
export interface UploadedForm {
  fields: Record<string, string>;
  list: UploadedList | null;
  errors: FormErrors;
}

const NO_FILE = { file: 'Kies het bestand met je lijst.' };
const TOO_LARGE = { file: 'Dit bestand is groter dan 10 MB. Splits de lijst, of haal plaatjes en extra tabbladen eruit.' };

/** Reads the form of a page. A file that is missing or too large is a line beside the field, and what was typed before it stays. */
export async function readUploadedForm(request: FastifyRequest): Promise<UploadedForm> {
  const form: UploadedForm = { fields: {}, list: null, errors: NO_FILE };
  if (!request.isMultipart()) return form;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') form.fields[part.fieldname] = String(part.value);
      else if (part.fieldname === 'file') form.list = { name: part.filename, bytes: await part.toBuffer() };
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    return { ...form, list: null, errors: TOO_LARGE };
  }
  return form.list && form.list.bytes.length > 0 ? { ...form, errors: {} } : { ...form, list: null };
}
