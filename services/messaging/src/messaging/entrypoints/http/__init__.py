"""The routers, one file per resource."""
