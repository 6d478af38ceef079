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

/** How the app reaches PostgreSQL: with its own role, never the owner's. Each library's module names its entities (`TypeOrmModule.forFeature`). */
export function dataSourceOptions(url: string): TypeOrmModuleOptions {
  return { type: 'postgres', url, autoLoadEntities: true, namingStrategy: new SnakeCase(), synchronize: false, applicationName: 'bijeen', extra: { max: 20 } };
}

function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
