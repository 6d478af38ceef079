import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Decorated classes keep value imports for the types of their constructor: Nest reads them from the metadata. */
@Injectable()
export class Good {
  constructor(private readonly db: DataSource) {}

  async names(prefix: string): Promise<string[]> {
    const rows: { name: string }[] = await this.db.query('select name from region where name like $1', [`${prefix}%`]);
    return rows.map(({ name }) => name);
  }
}
