"""Tasks and the forms that change them, on every page that shows them."""
