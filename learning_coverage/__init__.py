"""Coverage of the learning titles of Chương trình 387, per village and year, against the milestones."""

__version__ = "0.1.0"
