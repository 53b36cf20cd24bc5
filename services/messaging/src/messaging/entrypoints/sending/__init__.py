"""The parts of the sender: mails that wait, the lanes they leave by, and the turns that write it all down."""
