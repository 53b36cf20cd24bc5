"""The facts we promise and the facts we read."""
