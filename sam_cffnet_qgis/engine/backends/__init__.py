"""What computes a network's logits: torch on any device, OpenVINO on the CPU."""
