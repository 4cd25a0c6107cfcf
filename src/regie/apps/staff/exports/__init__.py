"""What of the personnel file leaves as a file: the rows and columns that its reader may see."""
