"""The web application around the dashboard: middleware, authentication, sign-in, data API and health check."""
