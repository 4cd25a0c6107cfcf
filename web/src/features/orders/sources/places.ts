interface Place {
  schema_name: string | null;
  table: string;
}

/** A table as its administrators call it. */
export function placeOf({ schema_name: schema, table }: Place): string {
  return schema === null ? table : `${schema}.${table}`;
}
