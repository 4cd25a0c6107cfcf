/** The pages of lists: one chunk, for they share nearly all of it. */
export { CataloguePage } from './catalogue/CataloguePage';
export { TargetsPage } from './targets/TargetsPage';
