import type { Obstacle } from '~/api/gate';
import type { ObstacleProps } from './props';
import { SignInDialog } from './SignInDialog';
import { StepUpDialog } from './StepUpDialog';

/** Asks what clears an obstacle. */
export default function ObstacleDialog(props: ObstacleProps & { obstacle: Obstacle }) {
  const { obstacle, ...rest } = props;
  return obstacle === 'step_up_required' ? <StepUpDialog {...rest} /> : <SignInDialog {...rest} />;
}
