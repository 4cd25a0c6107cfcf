import type { ReactNode, RefObject } from 'react';
import { Form } from 'react-aria-components/Form';
import type { Failure } from '~/api/failure';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { exceptChanged } from './changed/ChangedMeanwhile';

interface Props {
  title: string;
  /** The verb on the button. */
  action: string;
  form: {
    ref: RefObject<HTMLFormElement | null>;
    pending: boolean;
    waitS: number;
    failure: Failure | undefined;
  };
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A short form over the page that it changes. */
export function FormDialog({ title, action, form, onSubmit, onClose, children }: Props) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          {children}
          <FormFailure failure={exceptChanged(form.failure)} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{action}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
