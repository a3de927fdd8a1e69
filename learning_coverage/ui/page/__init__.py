"""What all pages share: declarations, choices, renderer, menu, frame, search, pagination, tables behind charts."""
