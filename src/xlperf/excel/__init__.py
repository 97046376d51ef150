"""The outside world: the only room that knows xlsx libraries."""
