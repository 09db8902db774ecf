"""Charts in characters, as SVG and as PNG."""
