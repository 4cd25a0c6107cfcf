/** The pages of the profile: one chunk, for they share nearly all of it. */
export { DevicesPage } from './DevicesPage';
export { PrivacyPage } from './PrivacyPage';
export { ProfileLayout } from './ProfileLayout';
export { ProfilePage } from './ProfilePage';
export { SecurityPage } from './SecurityPage';
export { TokensPage } from './TokensPage';
