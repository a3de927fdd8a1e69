"""Text of the association's report: its period, results, assessment and outlook."""
