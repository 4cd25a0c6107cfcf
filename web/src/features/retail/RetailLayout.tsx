import { Outlet } from '@tanstack/react-router';

export function RetailLayout() {
  return <Outlet />;
}
