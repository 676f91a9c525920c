"""Scripts that make the weights the package ships. Deterministic; need the `train` extra."""
