"""Records have a life: what was recorded by whom, taken back, put right, closed."""
