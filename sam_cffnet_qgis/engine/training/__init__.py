"""Training: augmentation, losses and the training loop."""
