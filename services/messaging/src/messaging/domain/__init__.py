"""The rules of writing to customers: when a message may leave, and what its status may become."""
