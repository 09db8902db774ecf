"""How a target is judged: values and plain functions, without clock, files, SQL or terminal."""
