"""The layouts in which datasets of labelled chips are published: one file each."""
