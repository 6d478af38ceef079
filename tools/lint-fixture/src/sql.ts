import type { DataSource } from 'typeorm';

const COLUMNS = 'id, name';

export async function finds(db: DataSource, name: string): Promise<void> {
  await db.createQueryBuilder().select('r').from('region', 'r').where(`r.name = '${name}'`).getMany(); // refused: no-restricted-syntax
  await db.createQueryBuilder().select('r').from('region', 'r').where('r.name = :name', { name }).getMany();
  await db.query(`select id from region where name = '${name}'`); // refused: no-restricted-syntax
  await db.query(`select ${COLUMNS} from region where name = $1`, [`${name}%`]);
}
