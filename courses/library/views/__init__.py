"""The pages of the resource centre."""
