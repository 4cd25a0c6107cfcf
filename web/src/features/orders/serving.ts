export { DeskPage } from './desk/DeskPage';
export { FiguresPage } from './figures/FiguresPage';
export { FindPage } from './find/FindPage';
