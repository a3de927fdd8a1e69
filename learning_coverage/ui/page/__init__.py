"""The frame of every page: menu, filters, search, pagination and the table behind each figure."""
