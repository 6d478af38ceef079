import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { DefaultNamingStrategy } from 'typeorm';

/** camelCase in code, snake_case in the database, tables named after the entity. */
class SnakeCase extends DefaultNamingStrategy {
  override tableName(className: string, customName: string): string {
    return customName || snake(className);
  }

  override columnName(property: string, customName: string, prefixes: string[]): string {
    return snake([...prefixes, customName || property].join('_'));
  }

  override joinColumnName(relation: string, referenced: string): string {
    return snake(`${relation}_${referenced}`);
  }
}

/**
 * A process that freezes in the middle of a transaction must not hold its locks for ever: after this many milliseconds of silence
 * PostgreSQL ends the session, and other workers go on (F6, F7).
 */
export const SILENCE_IN_TRANSACTION = 15_000;

/** How the app reaches PostgreSQL: with its own role, never the owner's. Each library's module names its entities (`TypeOrmModule.forFeature`). */
export function dataSourceOptions(url: string): TypeOrmModuleOptions {
  return { type: 'postgres', url, autoLoadEntities: true, namingStrategy: new SnakeCase(), synchronize: false, applicationName: 'bijeen', extra: { max: 20, idle_in_transaction_session_timeout: SILENCE_IN_TRANSACTION } };
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
