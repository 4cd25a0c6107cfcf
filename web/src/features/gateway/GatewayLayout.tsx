import { Outlet } from '@tanstack/react-router';

export function GatewayLayout() {
  return <Outlet />;
}
