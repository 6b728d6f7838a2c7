"""SAM-CFFNet: encoders, cross-feature fusion decoder and the network that joins them."""
