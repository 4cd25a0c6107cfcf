/** The pages that lead in: one chunk, for they share nearly all of it. */
export { FirstRunPage } from './FirstRunPage';
export { ForgottenPage } from './ForgottenPage';
export { InvitationPage } from './InvitationPage';
export { RequiredPage } from './RequiredPage';
export { ResetPage } from './ResetPage';
export { SignInPage } from './SignInPage';
