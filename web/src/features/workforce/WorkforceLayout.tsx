import { Outlet } from '@tanstack/react-router';

export function WorkforceLayout() {
  return <Outlet />;
}
