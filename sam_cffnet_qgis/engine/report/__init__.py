"""Reports: a plain document becomes one HTML page that needs nothing else."""
