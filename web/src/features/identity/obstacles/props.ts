export interface ObstacleProps {
  /** The way is free. */
  onCleared: () => void;
  /** It stays as it is. */
  onClose: () => void;
}
