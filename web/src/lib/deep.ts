/** The shape of a message catalogue with the sentences left free: what a translation satisfies. */
export type Deep<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Deep<Catalogue[Key]>;
};
