"""The record as a web page: its data, the static build, and the server with review."""
