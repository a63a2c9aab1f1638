"""A past storm reproduced in the open: the model beside what was published, misfits included."""
