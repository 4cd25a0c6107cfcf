import { Sheet } from '~/ui/Sheet';
import { OrderFound } from './OrderFound';

/** The order beside the conversation that it is about. */
export function OrderSheet({ number, onClose }: { number: string; onClose: () => void }) {
  return (
    <Sheet isOpen title={number} onClose={onClose}>
      <OrderFound number={number} />
    </Sheet>
  );
}
