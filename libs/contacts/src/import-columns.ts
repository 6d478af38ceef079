export type Mapping = Record<string, number>;
