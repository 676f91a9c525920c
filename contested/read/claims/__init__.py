"""Claims: which words state one, of which kind, and who fills its roles."""
