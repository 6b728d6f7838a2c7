"""Toolbar, menu and widgets; no logic that a test without a screen could not reach."""
