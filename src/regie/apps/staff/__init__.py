"""The personnel file, absences, evaluations and the salary run."""
