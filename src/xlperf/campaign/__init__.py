"""One round of collecting: what was sent, what came back, which copy counts, who is missing."""
