export { AnswersPage } from './answers/AnswersPage';
export { QueriesPage } from './queries/QueriesPage';
export { SourcesPage } from './sources/SourcesPage';
export { UnderstandingPage } from './understanding/UnderstandingPage';
export { WidgetsPage } from './widgets/WidgetsPage';
