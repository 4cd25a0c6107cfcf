"""Examines an installation: what is seen, and what to do about it. Changes nothing."""

from regie.operations.doctor.examine import Examination, doctor
from regie.operations.doctor.findings import Finding, Status, by_importance

__all__ = ["Examination", "Finding", "Status", "by_importance", "doctor"]
