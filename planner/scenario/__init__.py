"""The whole question: a scenario read and run."""
