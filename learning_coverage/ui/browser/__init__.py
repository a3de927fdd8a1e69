"""What runs in the browser: templates, components, style sheets, and the query parameters of the URL."""
