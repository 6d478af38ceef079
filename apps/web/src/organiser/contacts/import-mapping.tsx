import { FIELD_LABELS, IMPORT_FIELDS, type ImportField, type ImportReport } from '@bijeen/contacts';
import { Button, Form, type FormErrors, Select } from '@bijeen/ui';

interface MappingProps {
  id: string;
  report: ImportReport;
  /** What the person chose and cannot be: shown again. */
  typed: Record<string, unknown>;
  errors: FormErrors;
}

const LABELS: Record<string, string> = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, FIELD_LABELS[field]]));

/** Which column is what, for the person to correct. */
export function ImportMapping({ id, report: { header, mapping, missing }, typed, errors }: MappingProps) {
  const fields = Object.fromEntries(Object.entries(mapping).map(([field, column]) => [column, field as ImportField]));
  const read = Object.keys(mapping).length;
  if (header.cells.length === 0) return null;
  return (
    <details class="fold" open={missing.length > 0 || Object.keys(errors).length > 0}>
      <summary>Kolommen: {read} van {header.cells.length} gelezen</summary>
      <p>Staat er iets verkeerd? Kies per kolom wat erin staat, en laat de lijst opnieuw lezen.</p>
      <Form action={`/relaties/inlezen/${id}/kolommen`}>
        <div class="row">
          {header.cells.map((cell, column) => <Select key={column} name={`column.${column}`} label={cell.trim().slice(0, 60) || `Kolom ${column + 1} (zonder naam)`} value={typed[`column.${column}`] ?? fields[column]} options={LABELS} empty="niet gebruiken" error={errors[`column.${column}`]} />)}
        </div>
        <Button kind="secondary">Lees opnieuw</Button>
      </Form>
    </details>
  );
}
