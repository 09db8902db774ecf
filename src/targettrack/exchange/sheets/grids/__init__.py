"""Files opened as grids of cells: workbooks, CSV, old code pages."""
